"""Labelled examples: questions whose right intent and contract a person told, for training and measuring."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, model_validator

from quarterdeck.contexts.assistant.model import INTENTS


class Said(BaseModel):
    """One message of a conversation."""

    model_config = ConfigDict(frozen=True)

    role: Literal["user", "assistant"]
    text: str


class Example(BaseModel):
    """A labelled question, one JSON line of a file; ``thread`` is what was said before it, oldest first.

    ``contract`` is None where somebody told the intent alone, which is kept but nothing to train a contract with.
    ``source`` is "feedback" where a user's correction told the label, "written" where it was written for training.
    """

    model_config = ConfigDict(frozen=True)

    id: str
    text: str
    intent: str
    contract: str | None
    thread: tuple[Said, ...] = ()
    source: Literal["feedback", "written"] = "written"

    @model_validator(mode="after")
    def _label_exists(self) -> "Example":
        if self.contract is None:
            if self.intent not in INTENTS.values():
                raise ValueError(f"there is no intent {self.intent!r}")
        elif INTENTS.get(self.contract) != self.intent:
            raise ValueError(f"{self.contract!r} is no contract of the intent {self.intent!r}")
        return self
