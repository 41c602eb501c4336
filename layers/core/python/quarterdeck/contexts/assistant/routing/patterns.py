"""The first routing stage's table, read from ``patterns.toml``, which also says how it is meant."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib.resources import files

from msgspec import Struct

from quarterdeck.contexts.assistant.model import Intent

_PLACE = re.compile(r"<(\w+)>")
_NAME = r"(?-i:[A-Z]\w+(?: [A-Z]\w+)?)"


class Pattern(Struct, frozen=True):
    """What a kind of question says, and what it never says."""

    intent: Intent
    contract: str
    confidence: float
    says: re.Pattern[str]
    unless: re.Pattern[str] | None
    reason: str | None = None

    def matches(self, text: str) -> bool:
        """Tell whether the question looks like this."""
        return bool(self.says.search(text)) and not (self.unless and self.unless.search(text))


@lru_cache(maxsize=1)
def patterns() -> tuple[Pattern, ...]:
    """Return the table's patterns in its order."""
    table = tomllib.loads(files(__package__).joinpath("patterns.toml").read_text("utf-8"))
    phrases = {"Name": _NAME}
    for name, phrase in table["phrases"].items():
        phrases[name] = _filled(phrase, phrases)
    return tuple(
        Pattern(
            Intent(row["intent"]),
            row["contract"],
            row["confidence"],
            _any(row["says"], phrases),
            _any(row["unless"], phrases) if "unless" in row else None,
            row.get("reason"),
        )
        for row in table["pattern"]
    )


def _any(alternatives: Sequence[str], phrases: Mapping[str, str]) -> re.Pattern[str]:
    return re.compile("|".join(_filled(phrase, phrases) for phrase in alternatives), re.IGNORECASE)


def _filled(phrase: str, phrases: Mapping[str, str]) -> str:
    return _PLACE.sub(lambda place: f"(?:{phrases[place[1]]})", phrase)
