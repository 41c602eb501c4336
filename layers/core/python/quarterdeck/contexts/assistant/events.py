"""What the assistant tells the rest."""

from typing import ClassVar

from quarterdeck.platform.outbox import EventData


class QuestionAnswered(EventData):
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
