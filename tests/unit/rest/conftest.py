"""Routes are served without the tables of limits and refusals, which have tests of their own."""

from dataclasses import dataclass, field

import pytest

from quarterdeck.platform.audit.model import Refused
from quarterdeck.platform.limits.bucket import Decision
from quarterdeck.platform.limits.policy import LimitClass
from quarterdeck.rest import serving


@dataclass
class Gate:
    """Stands for the limits and for the record of refusals, whose own tests have tables."""

    decisions: dict[str, Decision] = field(default_factory=dict)
    asked: list[tuple[str, str, str]] = field(default_factory=list)
    noted: list[Refused] = field(default_factory=list)

    def admit(self, tenant: str, subject: str, kind: LimitClass) -> dict[str, Decision]:
        self.asked.append((tenant, subject, kind))
        return self.decisions

    def note(self, refused: Refused) -> None:
        self.noted.append(refused)


@pytest.fixture(autouse=True)
def gate(monkeypatch: pytest.MonkeyPatch) -> Gate:
    made = Gate()
    monkeypatch.setattr(serving, "limiter", lambda: made)
    monkeypatch.setattr(serving, "refusals", lambda: made)
    return made
