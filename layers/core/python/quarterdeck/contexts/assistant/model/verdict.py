"""What kind of question it is, as routing decides."""

from enum import StrEnum

from msgspec import Struct


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


GUARD = "guard"
"""The stage of a verdict where the question is refused as an attack."""

MODEL = "model"
"""The stage of a verdict that is the linear model's."""

ASKED_BACK = "execute"
"""The stage of a verdict where it was the contract that had to ask back."""


class Verdict(Struct, frozen=True):
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
