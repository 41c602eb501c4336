"""Questions, evidence, claims and answers as values."""

from dataclasses import dataclass, field
from datetime import datetime
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
    """Where the answer goes besides the caller: a Slack thread, or nowhere."""

    channel: str
    address: dict[str, str]


@dataclass(frozen=True, slots=True)
class Question:
    """What a person asked. ``as_of`` is the day that "last Tuesday" counts from; ``meeting_id`` names the meeting
    where the caller already knows it.
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


@dataclass(frozen=True, slots=True)
class Order:
    """What starts the answer machine: a question, or the wish to replay an earlier run's."""

    question: Question
    replay_of: str | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """A piece of one turn that an answer may rest on; ``id`` is what a model cites it by (``e1``, ``e2``...).

    ``text`` is the turn's text from character ``start`` on, verbatim.
    """

    id: str
    meeting_id: str
    version: str
    turn: int
    speaker: str
    start: int
    text: str


@dataclass(frozen=True, slots=True)
class Citation:
    """Verbatim words of one turn: ``quote`` stands at characters ``start`` to ``end`` of the turn's text."""

    meeting_id: str
    turn: int
    speaker: str
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence of an answer and what supports it."""

    text: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """A contract's unverified output. ``missing`` says what to tell the asker if no claim stands."""

    claims: tuple[Claim, ...]
    missing: str


@dataclass(frozen=True, slots=True)
class Answer:
    """A verified answer. ``dropped`` counts claims that verification took out."""

    text: str
    claims: tuple[Claim, ...] = ()
    dropped: int = 0
    provider: str = "extractive"
    degraded: bool = False


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
    """One earlier turn of a conversation: what was asked, which meetings it was about, and the answer, shortened."""

    question: str
    intent: Intent
    contract: str
    meeting_ids: tuple[str, ...] = field(default=())
    answer: str = ""
