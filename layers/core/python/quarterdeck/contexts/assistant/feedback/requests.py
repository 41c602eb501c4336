"""What callers send to rate a run, checked at the edge."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, StringConstraints

Words = Annotated[str, StringConstraints(strip_whitespace=True, max_length=2000)]


class CorrectionBody(BaseModel):
    """What was meant, by its labels or in words."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    intent: str | None = None
    contract: str | None = None
    text: Words = ""


class FeedbackBody(BaseModel):
    """A thumb, perhaps with a comment and with what was meant instead."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    verdict: Literal["up", "down"]
    comment: Words = ""
    correction: CorrectionBody | None = None
