"""The demo's meetings and questions, as they are read for tests."""

from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from quarterdeck.contexts.meetings.clean import clean
from quarterdeck.contexts.meetings.model import Meeting, Participant, Status, Turn
from quarterdeck.contexts.meetings.transcripts import parse, sniff
from quarterdeck.kernel.tenancy import TenantId

_DEMO = Path(__file__).parents[3] / "infra/local/demo"


@lru_cache
def document(name: str) -> Any:
    """Return what one of the demo's YAML files holds."""
    return yaml.safe_load((_DEMO / f"{name}.yaml").read_text())


@lru_cache
def meetings() -> tuple[Meeting, ...]:
    """Return the meetings, each with its file's name as id."""
    return tuple(_meeting(listed) for listed in document("manifest")["meetings"])


def aliases() -> dict[str, list[str]]:
    """Return the companies' other names."""
    return {company["name"]: company["aliases"] for company in document("tenant")["companies"]}


def turns(meeting: Meeting) -> tuple[Turn, ...]:
    """Return what was said in a meeting."""
    return clean(parse((_DEMO / "transcripts" / meeting.id).read_bytes(), meeting.format))


def _meeting(listed: dict[str, Any]) -> Meeting:
    file, date = listed["file"], listed["date"]
    return Meeting(
        TenantId("demo"),
        file,
        listed["company"],
        listed["title"],
        date if isinstance(date, datetime) else datetime.fromisoformat(date),
        tuple(Participant(**person) for person in listed["participants"]),
        sniff((_DEMO / "transcripts" / file).read_bytes(), file),
        Status.COMPLETED,
    )
