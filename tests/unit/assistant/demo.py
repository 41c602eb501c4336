"""The demo tenant's meetings and questions, in memory."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from quarterdeck.contexts.assistant.model import Exchange, Intent
from quarterdeck.contexts.assistant.products import Shelf
from quarterdeck.contexts.assistant.routing.known import Known, known_from
from quarterdeck.contexts.identity.model import Person
from quarterdeck.contexts.knowledge.model import TableName
from quarterdeck.contexts.meetings.clean import clean
from quarterdeck.contexts.meetings.model import (
    Artifacts,
    Format,
    Meeting,
    MeetingQuestions,
    Participant,
    Status,
    Transcript,
)
from quarterdeck.contexts.meetings.transcripts import parse
from quarterdeck.services.search.model import DocumentHit, Hit
from quarterdeck.services.web.model import Findings
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
    meetings = tuple(library().known.values())
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


@lru_cache(maxsize=1)
def aliases() -> dict[str, list[str]]:
    tenant = yaml.safe_load((DEMO / "tenant.yaml").read_text())
    return {company["name"]: company["aliases"] for company in tenant["companies"]}


@dataclass(frozen=True)
class DemoSources:
    """The demo tenant as a question's sources; ``said`` is its conversation so far."""

    said: tuple[Exchange, ...] = ()

    def person(self, subject: str) -> Person:
        return Person(subject)

    def aliases(self) -> dict[str, list[str]]:
        return aliases()

    def product_names(self) -> list[str]:
        return []

    def exchanges(self, conversation_id: str) -> list[Exchange]:
        assert conversation_id
        return list(self.said)

    def documents(self, text: str, meeting_ids: Sequence[str] | None, limit: int) -> list[DocumentHit]:
        ids = list(library().known) if meeting_ids is None else list(meeting_ids)
        hits = [library().passages(text, [each], 3) for each in ids]
        found = [
            DocumentHit(e, sum(h.score for h in own), tuple(own))
            for e, own in zip(ids, hits, strict=True)
            if own
        ]
        return sorted(found, key=lambda hit: -hit.score)[:limit]

    def products(self, text: str, limit: int, product: str = "", prefer: Sequence[TableName] = ()) -> Shelf:
        return library().products(text, limit, product, prefer)

    def research(self, text: str) -> Findings:
        return library().research(text)

    def meetings(self) -> list[Meeting]:
        return library().meetings()

    def passages(self, text: str, meeting_ids: Sequence[str], limit: int) -> list[Hit]:
        return library().passages(text, meeting_ids, limit)

    def transcript(self, meeting_id: str) -> Transcript:
        return library().transcript(meeting_id)

    def artifacts(self, meeting_id: str) -> Artifacts:
        return library().artifacts(meeting_id)

    def questions(self, meeting_ids: Sequence[str]) -> list[MeetingQuestions]:
        return library().questions(meeting_ids)
