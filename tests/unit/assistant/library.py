"""A library in memory: meetings written as "Speaker: text" lines, product records, and pages of the web."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from math import log
from pathlib import Path
from typing import Any

import yaml
from msgspec import Struct, field

from quarterdeck.contexts.assistant.brief import Brief
from quarterdeck.contexts.assistant.model import Question, ReplyTo
from quarterdeck.contexts.assistant.products import Shelf, Shelves
from quarterdeck.contexts.knowledge.model import Knowledge, Record, TableName
from quarterdeck.contexts.meetings.artifacts import extract
from quarterdeck.contexts.meetings.model import (
    Artifacts,
    Format,
    Meeting,
    MeetingQuestions,
    Participant,
    Status,
    Transcript,
    Turn,
)
from quarterdeck.kernel.codec import load
from quarterdeck.kernel.tenancy import TenantId, tenant_id
from quarterdeck.services.search.chunk import chunk
from quarterdeck.services.search.model import Hit, Passage
from quarterdeck.services.web.model import Finding, Findings, Page

TENANT = tenant_id("test-tenant")
AS_OF = datetime(2026, 11, 20, 9, tzinfo=UTC)


def question(text: str) -> Question:
    thread = ReplyTo("slack", {"channel": "C1", "thread_ts": "1.000001"})
    return Question(TENANT, "run_1", text, "usr_1", "cnv_1", AS_OF, "cor_1", reply_to=thread)


def brief(text: str, *meetings: Meeting) -> Brief:
    return Brief(question(text), meetings)


def turns(lines: str) -> tuple[Turn, ...]:
    said = (line.strip().partition(": ") for line in lines.strip().splitlines())
    return tuple(Turn(index, speaker, text) for index, (speaker, _, text) in enumerate(said))


def meeting(
    company: str = "Pinfold", customers: Sequence[str] = (), vendors: Sequence[str] = (), number: int = 1
) -> Meeting:
    people = [Participant(name, company) for name in customers] + [
        Participant(name, "Larkspur") for name in vendors
    ]
    date = datetime(2026, 9, 25, 10, tzinfo=UTC)
    title = f"{company} - pricing"
    return Meeting(
        TENANT,
        f"mtg_{number}",
        company,
        title,
        date,
        tuple(people),
        Format.TEXT,
        Status.COMPLETED,
        version="v1",
    )


class MemoryLibrary(Struct, frozen=True, dict=True):
    """Meetings and what was said in them, by meeting id; what is known of products, and what the web says."""

    known: dict[str, Meeting]
    said: dict[str, tuple[Turn, ...]]
    records: tuple[Record, ...] = ()
    web: Findings = field(default_factory=lambda: Findings(trouble="no key for web search is configured"))
    drawn: dict[str, Artifacts] = field(default_factory=dict)

    def meetings(self) -> list[Meeting]:
        return sorted(self.known.values(), key=lambda meeting: meeting.date, reverse=True)

    def passages(self, text: str, meeting_ids: Sequence[str], limit: int) -> list[Hit]:
        wanted = set(_words(text))
        hits = [Hit(p, self._score(wanted, p)) for p in self._passages if p.document in meeting_ids]
        return sorted((hit for hit in hits if hit.score), key=lambda hit: -hit.score)[:limit]

    def transcript(self, meeting_id: str) -> Transcript:
        return Transcript("v1", self.said[meeting_id])

    def artifacts(self, meeting_id: str) -> Artifacts:
        if meeting_id not in self.drawn:
            self.drawn[meeting_id] = extract(self.known[meeting_id], self.said[meeting_id])
        return self.drawn[meeting_id]

    def questions(self, meeting_ids: Sequence[str]) -> list[MeetingQuestions]:
        return [MeetingQuestions(each, self.artifacts(each).customer_questions) for each in meeting_ids]

    def products(self, text: str, limit: int, product: str = "", prefer: Sequence[TableName] = ()) -> Shelf:
        return Shelves(Known(self.records)).find(TENANT, text, limit, product, prefer)

    def research(self, text: str) -> Findings:
        assert text
        return self.web

    @cached_property
    def _passages(self) -> list[Passage]:
        spoken = {id_: [(turn.speaker, turn.text) for turn in turns] for id_, turns in self.said.items()}
        return [passage for id_, talk in spoken.items() for passage in chunk(id_, "v1", talk)]

    @cached_property
    def _counts(self) -> dict[str, Counter[str]]:
        return {passage.id: Counter(_words(passage.text)) for passage in self._passages}

    @cached_property
    def _spread(self) -> Counter[str]:
        return Counter(word for counts in self._counts.values() for word in counts)

    def _score(self, wanted: set[str], passage: Passage) -> float:
        """Score by BM25 with its usual constants, without the correction for length."""
        counts = self._counts[passage.id]
        rarity = {word: log(1 + len(self._passages) / self._spread[word]) for word in wanted & set(counts)}
        return sum(weight * counts[word] * 2.2 / (counts[word] + 1.2) for word, weight in rarity.items())


@dataclass(frozen=True)
class Known:
    """The same records for every tenant."""

    records: tuple[Record, ...]
    version: str = "v7"

    def read(self, tenant: TenantId) -> Knowledge:
        assert tenant
        return Knowledge(self.version, "snapshot", self.records, "")


def records_of(path: Path) -> tuple[Record, ...]:
    records: tuple[Record, ...] = load(tuple[Record, ...], yaml.safe_load(path.read_text()))
    return records


def pages(said: Sequence[dict[str, Any]]) -> Findings:
    """Return findings as a search returns them, of sentences with the url and title of the page they are from."""
    found, start = [], 0
    for each in said:
        found.append(Finding(each["text"], start, (Page(each["url"], each["title"]),)))
        start += len(each["text"]) + 1
    return Findings(tuple(found), ("a query",), "gemini-2.5-flash")


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.lower())


def library_of(about: Meeting, lines: str) -> MemoryLibrary:
    return MemoryLibrary({about.id: about}, {about.id: turns(lines)})
