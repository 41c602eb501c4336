"""Questions, evidence, claims and answers as values."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from quarterdeck.kernel.tenancy import TenantId


class Intent(StrEnum):
    """What kind of question it is; CLARIFY and REFUSE end the way at once."""

    SINGLE_MEETING = "SINGLE_MEETING"
    MULTI_MEETING = "MULTI_MEETING"
    PRODUCT_KNOWLEDGE = "PRODUCT_KNOWLEDGE"
    EXTERNAL_RESEARCH = "EXTERNAL_RESEARCH"
    GENERAL_HELP = "GENERAL_HELP"
    DATA_QUERY = "DATA_QUERY"
    WORKFLOW = "WORKFLOW"
    CLARIFY = "CLARIFY"
    REFUSE = "REFUSE"


@dataclass(frozen=True, slots=True)
class ReplyTo:
    """Where the answer goes besides the caller: a Slack thread, the sockets that listen, or nowhere."""

    channel: str
    address: dict[str, str]


@dataclass(frozen=True, slots=True)
class Question:
    """What a person asked. ``as_of`` is the day that "last Tuesday" counts from; ``meeting_id`` names the meeting
    where the caller already knows it, ``origin`` where the question came from (``platform.audit.origins``).
    """

    tenant: TenantId
    run_id: str
    text: str
    asker: str
    conversation_id: str
    as_of: datetime
    correlation_id: str
    meeting_id: str | None = None
    reply_to: ReplyTo | None = None
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Order:
    """What starts the answer machine: a question, or the wish to replay an earlier run's."""

    question: Question
    replay_of: str | None = None


@dataclass(frozen=True, slots=True)
class Days:
    """The days from ``since`` to ``until``, both included, and the words that mean them."""

    since: date
    until: date
    phrase: str


@dataclass(frozen=True, slots=True)
class MeetingScope:
    """Which meetings a question across several is about; an empty part doesn't restrict them.

    ``people`` has one set for each person named: all whom the name may mean. Days are inclusive, and ``phrase`` is
    how the question says them. ``periods`` are the single ones of several ("Q1 and Q2"), in order of time; ``named``
    are the question's words that name companies and people.
    """

    companies: tuple[str, ...] = ()
    people: tuple[tuple[str, ...], ...] = ()
    kind: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    phrase: str = ""
    periods: tuple[Days, ...] = ()
    named: tuple[str, ...] = ()


class SourceKind(StrEnum):
    """Where evidence comes from."""

    MEETING = "meeting"
    PRODUCT = "product"
    WEB = "web"


@dataclass(frozen=True, slots=True)
class Evidence:
    """A piece of text that an answer may rest on; ``id`` is what a model cites it by (``e1``, ``e2``...).

    ``document`` is a meeting's id, a product record as ``features/rec123``, or a page's URL; ``speaker`` is who or
    what says it: the speaker of the turn, the record's name, the page's title. ``text`` is the text of turn ``turn``
    (0 where there are no turns) from character ``start`` on, verbatim.
    """

    id: str
    document: str
    version: str
    turn: int
    speaker: str
    start: int
    text: str
    source: SourceKind = SourceKind.MEETING


@dataclass(frozen=True, slots=True)
class Citation:
    """Verbatim words of a document: ``quote`` stands at characters ``start`` to ``end`` of the turn's text."""

    document: str
    turn: int
    speaker: str
    start: int
    end: int
    quote: str
    source: SourceKind = SourceKind.MEETING


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence of an answer and what supports it.

    ``part`` names the part of the answer that it belongs to. ``topic`` heads it beside others, and is verified with it.
    """

    text: str
    citations: tuple[Citation, ...]
    part: str = ""
    topic: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """A contract's unverified output. ``missing`` says what to tell the asker if no claim stands.

    ``uncited`` is text that claims nothing of any source, such as a greeting; it is shown as it is.
    """

    claims: tuple[Claim, ...]
    missing: str
    uncited: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells under ``columns``, as an answer shows them beside its text."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class File:
    """A file that an answer comes with, kept with the run."""

    name: str
    media_type: str
    size: int


@dataclass(frozen=True, slots=True)
class Answer:
    """A verified answer. ``dropped`` counts claims that verification took out.

    ``uncited`` tells that the text rests on no source and needs none, ``unclear`` that it asks back.
    """

    text: str
    claims: tuple[Claim, ...] = ()
    dropped: int = 0
    provider: str = "extractive"
    degraded: bool = False
    uncited: bool = False
    unclear: bool = False
    table: Table | None = None
    files: tuple[File, ...] = ()


ASKED_BACK = "execute"
"""The stage of a verdict where it was the contract that had to ask back."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What routing decided, at which stage, how surely, and which contract came second.

    CLARIFY and REFUSE are their own contracts; then ``runner_up`` is what the question asks for apart from that, and
    ``reason`` says why a question is refused (CREDENTIALS, PRIVATE...).
    """

    intent: Intent
    contract: str
    stage: str
    confidence: float
    runner_up: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A meeting that the question may be about."""

    meeting_id: str
    title: str
    company: str
    date: datetime
    score: float


@dataclass(frozen=True, slots=True)
class Exchange:
    """One earlier turn of a conversation: what was asked and answered, and which meetings it was about.

    ``scope`` is what restricted a question across several meetings.
    """

    question: str
    intent: Intent
    contract: str
    meeting_ids: tuple[str, ...] = field(default=())
    answer: str = ""
    scope: MeetingScope = field(default_factory=MeetingScope)
