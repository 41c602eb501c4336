"""What the assistant tells the rest."""

from typing import ClassVar

from quarterdeck.platform.outbox import EventData


class QuestionAnswered(EventData, frozen=True, kw_only=True):
    """A question has its answer, or its clear refusal, and is on record."""

    topic: ClassVar[str] = "conversation_events"
    type: ClassVar[str] = "question_answered"

    run_id: str
    conversation_id: str
    intent: str
    contracts: tuple[str, ...]
    outcome: str
    claims: int
    ms: float
    cost_nano_usd: int


class AnswerRated(EventData, frozen=True, kw_only=True):
    """A person said whether an answer was right, and perhaps what kind of answer was meant.

    ``version`` counts the person's ratings of this run; only the highest counts.
    """

    topic: ClassVar[str] = "conversation_events"
    type: ClassVar[str] = "answer_rated"

    run_id: str
    person: str
    verdict: str
    version: int
    channel: str
    intent: str
    contract: str
    meant_intent: str | None
    meant_contract: str | None
