"""A tenant's meetings in memory, and the way of a question through prepare and execute over them."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from msgspec import Struct, field

from quarterdeck.contexts.assistant.brief import MadeFile
from quarterdeck.contexts.assistant.execute import Tools, execute, work_of
from quarterdeck.contexts.assistant.model import Exchange, Order, Question
from quarterdeck.contexts.assistant.prepare import prepare
from quarterdeck.contexts.assistant.products import Shelf, Shelves
from quarterdeck.contexts.assistant.run import Executed, Prepared
from quarterdeck.contexts.assistant.tape import Effect, Tape
from quarterdeck.contexts.identity.model import Person
from quarterdeck.contexts.knowledge.model import Record, TableName
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
from quarterdeck.kernel.tenancy import tenant_id
from quarterdeck.services.llm.budget import Limits
from quarterdeck.services.llm.hop import Hop
from quarterdeck.services.llm.provider import Provider
from quarterdeck.services.search.chunk import chunk
from quarterdeck.services.search.model import DocumentHit, Hit
from quarterdeck.services.web.model import Findings
from tests.unit.assistant.library import Known
from tests.unit.llm.desk import Desk as Models

TENANT = tenant_id("test-tenant")
AS_OF = datetime(2026, 11, 20, 9, tzinfo=UTC)
PEOPLE = (Participant("Mira Oakes", "Pinfold"), Participant("Sol Brandt", "Larkspur"))
SAID = (
    ("Mira Oakes", "Morning Sol. Shall we talk about the price?"),
    ("Sol Brandt", "Yes. How much is it for eighty seats?"),
    ("Mira Oakes", "For eighty seats it is $41 per seat and month, billed yearly."),
    ("Sol Brandt", "And where is our data stored?"),
    ("Mira Oakes", "All of it stays in Frankfurt. I'll send you the security paper by Thursday."),
)


def meeting(number: int, company: str, title: str, date: datetime) -> Meeting:
    return Meeting(
        TENANT,
        f"mtg_{number}",
        company,
        title,
        date,
        PEOPLE,
        Format.TEXT,
        Status.COMPLETED,
        None,
        "v1",
        len(SAID),
    )


class Desk(Struct):
    """Answers as a Sources does, and counts how often it is asked. Of those ``gone`` nothing but the row is left."""

    known: list[Meeting]
    earlier: list[Exchange] = field(default_factory=list)
    asked: int = 0
    records: tuple[Record, ...] = ()
    web: Findings = field(default_factory=lambda: Findings(trouble="no key for web search is configured"))
    gone: frozenset[str] = frozenset()

    def person(self, subject: str) -> Person:
        return Person(subject)

    def meetings(self) -> list[Meeting]:
        self.asked += 1
        return self.known

    def aliases(self) -> dict[str, list[str]]:
        return {"Larkspur": ["LKS"]}

    def product_names(self) -> list[str]:
        self.asked += 1
        return Shelves(Known(self.records)).product_names(TENANT)

    def exchanges(self, conversation_id: str) -> list[Exchange]:
        assert conversation_id
        return self.earlier

    def documents(self, text: str, meeting_ids: Sequence[str] | None, limit: int) -> list[DocumentHit]:
        ids = [each.id for each in self.known] if meeting_ids is None else meeting_ids
        return [DocumentHit(each, 1.0, tuple(self.passages(text, [each], 1))) for each in ids][:limit]

    def passages(self, text: str, meeting_ids: Sequence[str], limit: int) -> list[Hit]:
        assert text
        there = [each for each in meeting_ids if each not in self.gone]
        found = [passage for each in there for passage in chunk(each, "v1", SAID)]
        return [Hit(passage, 1.0) for passage in found][:limit]

    def transcript(self, meeting_id: str) -> Transcript | None:
        return None if meeting_id in self.gone else Transcript("v1", turns())

    def artifacts(self, meeting_id: str) -> Artifacts | None:
        if meeting_id in self.gone:
            return None
        return extract(next(each for each in self.known if each.id == meeting_id), turns())

    def products(self, text: str, limit: int, product: str = "", prefer: Sequence[TableName] = ()) -> Shelf:
        self.asked += 1
        return Shelves(Known(self.records)).find(TENANT, text, limit, product, prefer)

    def research(self, text: str) -> Findings:
        assert text
        self.asked += 1
        return self.web

    def questions(self, meeting_ids: Sequence[str]) -> list[MeetingQuestions]:
        drawn = {each: self.artifacts(each) for each in meeting_ids}
        return [MeetingQuestions(each, found.customer_questions) for each, found in drawn.items() if found]


def turns() -> tuple[Turn, ...]:
    return tuple(Turn(index, speaker, text) for index, (speaker, text) in enumerate(SAID))


def order(text: str, *, replay_of: str | None = None, meeting_id: str | None = None) -> Order:
    question = Question(TENANT, "run_1", text, "sol@larkspur.example", "conv_1", AS_OF, "corr_1", meeting_id)
    return Order(question, replay_of)


@dataclass
class Way:
    """One way of a question: what each stage returned and recorded."""

    prepared: Prepared
    executed: list[Executed]
    tapes: dict[str, tuple[Effect, ...]]
    files: list[MadeFile]


def go(
    desk: Desk,
    asked: Order,
    providers: Sequence[Provider] = (),
    recorded: Way | None = None,
    limits: Limits = Limits(),  # noqa: B008 - immutable
) -> Way:
    """Send the order through both stages, from the recorded way's tapes if one is given."""
    gateway = Models(timer=time.monotonic, limits=limits).gateway(
        *(Hop(p, "gpt-4o-mini", 1000) for p in providers)
    )
    tapes: dict[str, tuple[Effect, ...]] = {}
    tape = Tape(recorded.tapes["prepare"] if recorded else None)
    prepared = prepare(asked, desk, gateway, tape)
    tapes["prepare"] = tuple(tape.effects)
    executed: list[Executed] = []
    files: list[MadeFile] = []
    for place in range(len(prepared.chain)):
        work = work_of(prepared, place)
        tape = Tape(recorded.tapes.get(work.stage, ()) if recorded else None)
        executed.append(execute(work, executed, Tools(desk, gateway, tape, files.append)))
        tapes[work.stage] = tuple(tape.effects)
    return Way(prepared, executed, tapes, files)
