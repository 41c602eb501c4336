"""The demo tenant's meetings and questions, in memory."""

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from quarterdeck.contexts.assistant.model import Exchange, Intent
from quarterdeck.contexts.assistant.routing import Known, known_from
from quarterdeck.contexts.meetings.clean import clean
from quarterdeck.contexts.meetings.model import Format, Meeting, Participant, Status
from quarterdeck.contexts.meetings.transcripts import parse
from tests.unit.assistant.library import TENANT, MemoryLibrary

DEMO = Path(__file__).parents[3] / "infra/local/demo"
AS_OF = datetime(2026, 11, 20, 9, tzinfo=UTC)
FORMATS = {".vtt": Format.VTT, ".srt": Format.SRT, ".json": Format.JSON, ".txt": Format.TEXT}


@dataclass(frozen=True)
class Case:
    """A question, what was asked before it in its conversation, and what is right."""

    text: str
    before: tuple[Exchange, ...]
    right: dict[str, Any]


@lru_cache(maxsize=1)
def library() -> MemoryLibrary:
    meetings, said = {}, {}
    for row in yaml.safe_load((DEMO / "manifest.yaml").read_text())["meetings"]:
        path = DEMO / "transcripts" / row["file"]
        form = FORMATS[path.suffix]
        people = tuple(Participant(**person) for person in row["participants"])
        meetings[path.name] = Meeting(
            TENANT,
            path.name,
            row["company"],
            row["title"],
            row["date"],
            people,
            form,
            Status.COMPLETED,
            version="v1",
        )
        said[path.name] = clean(parse(path.read_bytes(), form))
    return MemoryLibrary(meetings, said)


def tenant() -> Known:
    told = yaml.safe_load((DEMO / "tenant.yaml").read_text())
    aliases = {company["name"]: company["aliases"] for company in told["companies"]}
    meetings = tuple(library().meetings.values())
    return known_from(meetings, aliases, [product["name"] for product in told["products"]])


def cases() -> list[Case]:
    asked = yaml.safe_load((DEMO / "questions.yaml").read_text())
    single = [Case(right["text"], (), right) for right in asked["questions"]]
    return single + [case for talk in asked["conversations"] for case in _turns(talk["turns"])]


def _turns(rows: list[dict[str, Any]]) -> list[Case]:
    exchanges = [
        Exchange(
            row["text"], Intent(row["intent"]), row.get("contract", row["intent"]), (row.get("meeting", ""),)
        )
        for row in rows
    ]
    return [Case(row["text"], tuple(exchanges[:turn]), row) for turn, row in enumerate(rows)]
