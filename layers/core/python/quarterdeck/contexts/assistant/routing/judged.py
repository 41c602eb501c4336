"""What the language model replies that tells what a question is."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from quarterdeck.contexts.assistant.model import INTENTS


class Judged(BaseModel):
    """The contract that the question is for, and how sure the model is."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    contract: Literal[tuple(INTENTS)]  # type: ignore[valid-type]  # the labels' names
    confidence: float = Field(ge=0, le=1)
