"""Meetings as values: who met when, what was said turn by turn, and the artifacts drawn from it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from quarterdeck.kernel.tenancy import TenantId

PENDING_FOR = timedelta(minutes=30)
"""A quarter of an hour in which an upload may begin, and as much again for it to arrive and be taken in."""

OVERDUE = "no transcript was taken in within 30 minutes: send the meeting again"


class Status(StrEnum):
    """How far a meeting's ingest is. Only a failed one can be retried; one that is deleted has no way back.

    One that is pending for too long is seen as expired, and is never stored as that: what comes late is still ingested.
    """

    PENDING = "pending"
    EXPIRED = "expired"
    PROCESSING = "processing"
    COMPLETED = "completed"
    FAILED = "failed"
    DELETING = "deleting"


class Format(StrEnum):
    """The transcript formats that are read."""

    VTT = "vtt"
    SRT = "srt"
    JSON = "json"
    TEXT = "text"


class Redaction(StrEnum):
    """How much is taken out of a transcript before it is stored.

    Nothing, what shows by its form (numbers, emails, addresses), or names as well.
    """

    OFF = "off"
    STRUCTURED = "structured"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Participant:
    """A person in a meeting; ``company`` is None where the upload didn't say."""

    name: str
    company: str | None = None
    title: str | None = None


class Meeting(Struct, frozen=True):
    """A meeting as listed: its description and how far its ingest is, without what was said."""

    tenant: TenantId
    id: str
    company: str
    title: str
    date: datetime
    participants: tuple[Participant, ...]
    format: Format
    status: Status
    reason: str | None = None
    version: str | None = None
    turns: int = 0
    pending_until: datetime | None = None

    def at(self, now: datetime) -> "Meeting":
        """Return the meeting as it is at this moment: expired where its transcript is overdue."""
        overdue = self.status is Status.PENDING and self.pending_until and self.pending_until <= now
        return replace(self, status=Status.EXPIRED, reason=OVERDUE) if overdue else self

    def customers(self) -> frozenset[str]:
        """Return the names of those known to speak for the customer."""
        return frozenset(p.name for p in self.participants if p.company and p.company == self.company)

    def vendors(self) -> frozenset[str]:
        """Return the names of those known to speak for another company than the customer: our own people."""
        return frozenset(p.name for p in self.participants if p.company and p.company != self.company)


class Turn(Struct, frozen=True):
    """What one speaker said without a break; times in milliseconds from the start, where the format has them."""

    index: int
    speaker: str
    text: str
    start_ms: int | None = None
    end_ms: int | None = None


class Quote(Struct, frozen=True):
    """A verbatim piece of a turn: ``text`` is ``turn.text[start:start + len(text)]``."""

    turn: int
    speaker: str
    start: int
    text: str

    @property
    def end(self) -> int:
        return self.start + len(self.text)


class ActionItem(Struct, frozen=True):
    """A promise: who will do what, by when (as it was said), and the sentence that says so."""

    owner: str
    action: str
    due: str | None
    quote: Quote


class CustomerQuestion(Struct, frozen=True):
    """A question that a customer asked and, where one was given, the sentences that answer it."""

    asker: str
    quote: Quote
    answer: tuple[Quote, ...]


class MeetingQuestions(Struct, frozen=True):
    """What customers asked in a meeting, in its order."""

    meeting_id: str
    questions: tuple[CustomerQuestion, ...]


class Artifacts(Struct, frozen=True):
    """What ingest draws from a transcript; each part in the order of the meeting.

    ``qa_pairs`` are all questions with an answer, whoever asked; ``highlights`` are the sentences that
    together say most of what the meeting was about.
    """

    action_items: tuple[ActionItem, ...]
    customer_questions: tuple[CustomerQuestion, ...]
    qa_pairs: tuple[CustomerQuestion, ...]
    highlights: tuple[Quote, ...]


class Transcript(Struct, frozen=True):
    """All that was said, cleaned, and the hash of the upload it came from."""

    version: str
    turns: tuple[Turn, ...]
