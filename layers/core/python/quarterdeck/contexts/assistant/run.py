"""A run as values: what each stage of the answer machine hands on, and the record of the whole."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from msgspec import Struct

from quarterdeck.contexts.assistant.brief import Brief
from quarterdeck.contexts.assistant.model import Answer, Candidate, MeetingScope, Question, Verdict
from quarterdeck.contexts.meetings.model import Meeting
from quarterdeck.kernel.money import NanoUsd
from quarterdeck.services.llm.model import Attempt, Usage


class StageTime(Struct, frozen=True):
    """How long a whole function of ``memory_mb`` took, or a step of one (then 0), in milliseconds."""

    name: str
    ms: float
    memory_mb: int = 0


def total_ms(stages: Iterable[StageTime]) -> float:
    """Return how long the functions ran; the steps are part of their function's time."""
    return round(sum(stage.ms for stage in stages if stage.memory_mb), 1)


def steps_ms(stages: Iterable[StageTime]) -> float:
    """Return how long the steps took."""
    return sum(stage.ms for stage in stages if not stage.memory_mb)


class Source(StrEnum):
    """Where an answer came from: kept from earlier, our own tables and objects, or the web."""

    CACHE = "cache"
    DATABASE = "database"
    EXTERNAL = "external"


@dataclass(frozen=True, slots=True)
class Place:
    """A retrieved passage by where it stands: turns ``first_turn`` to ``last_turn``, both included."""

    meeting_id: str
    first_turn: int
    last_turn: int
    score: float


class Prepared(Struct, frozen=True):
    """The first stage's result. With an ``answer`` the way ends here; else ``chain`` names the contracts to run."""

    brief: Brief
    verdict: Verdict
    candidates: tuple[Candidate, ...] = ()
    chain: tuple[str, ...] = ()
    answer: Answer | None = None
    stages: tuple[StageTime, ...] = ()
    replay_of: str | None = None
    divergence: str | None = None


class Executed(Struct, frozen=True):
    """One contract's result. ``meetings`` are the cited ones that the brief didn't name, of ``looked_at`` ones.

    ``cached`` tells that its completion was kept from an earlier call.
    """

    contract: str
    version: str
    answer: Answer
    places: tuple[Place, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    looked_at: int = 0
    snapshot: str = ""
    usage: Usage = Usage()
    model_cost: NanoUsd = NanoUsd(0)
    attempts: tuple[Attempt, ...] = ()
    cached: bool = False
    stages: tuple[StageTime, ...] = ()
    divergence: str | None = None


@dataclass(frozen=True, slots=True)
class Replay:
    """What a replay found: the same answer, or the first place where it went another way."""

    of: str
    identical: bool
    divergence: str | None = None


class Run(Struct, frozen=True):
    """The record of one way of a question to its answer.

    ``outcome`` is answered, not_found, clarify, refuse, unavailable or failed. ``meetings`` are those it is about, of
    ``looked_at`` ones in ``scope`` where it spans several; ``snapshot`` is the version of the product
    knowledge in it. ``attempts`` are the providers that were asked, ``cached`` tells that the replies were earlier
    runs'. What each stage got from outside is on its tape, kept beside. Of an ``erased`` run answer and tapes
    are gone: a meeting that it rested on was deleted.
    """

    id: str
    question: Question
    verdict: Verdict
    answer: Answer
    outcome: str
    created_at: datetime
    meetings: tuple[Meeting, ...] = ()
    looked_at: int = 0
    scope: MeetingScope = MeetingScope()
    candidates: tuple[Candidate, ...] = ()
    places: tuple[Place, ...] = ()
    contracts: tuple[str, ...] = ()
    snapshot: str = ""
    source: Source = Source.DATABASE
    cached: bool = False
    stages: tuple[StageTime, ...] = ()
    usage: Usage = Usage()
    cost: NanoUsd = NanoUsd(0)
    attempts: tuple[Attempt, ...] = ()
    replay: Replay | None = None
    erased: bool = False
