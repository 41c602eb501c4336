"""What callers send to rate a run, checked at the edge."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

from quarterdeck.contexts.assistant.feedback.model import Correction, Thumb, corrected

Words = Annotated[str, StringConstraints(strip_whitespace=True, max_length=2000)]


class CorrectionBody(BaseModel):
    """What was meant, by its labels or in words."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    intent: str | None = None
    contract: str | None = None
    text: Words = ""

    def value(self) -> Correction | None:
        """Return the correction, or None where nothing is said.

        Raises:
            InvalidInput: there are no such labels, or they don't belong together.
        """
        return corrected(self.intent, self.contract, self.text)


class FeedbackBody(BaseModel):
    """A thumb, perhaps with a comment and with what was meant instead."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    verdict: Thumb
    comment: Words = ""
    correction: CorrectionBody | None = None
