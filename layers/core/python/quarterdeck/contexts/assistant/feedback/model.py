"""Ratings, corrections and the labelled examples that they make, as values and pure rules."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from msgspec import Struct

from quarterdeck.contexts.assistant.feedback.labels import LABELS, intent_of
from quarterdeck.contexts.assistant.model import Exchange, Intent
from quarterdeck.contexts.assistant.run import Run
from quarterdeck.kernel.errors import InvalidInput


class Thumb(StrEnum):
    """Whether an answer was right."""

    UP = "up"
    DOWN = "down"


class Channel(StrEnum):
    """Where a person said it: over the API, with Slack's buttons, or in the conversation itself."""

    API = "api"
    SLACK = "slack"
    CONVERSATION = "conversation"


@dataclass(frozen=True, slots=True)
class Correction:
    """What the person meant: an intent, perhaps one contract of it, perhaps words."""

    intent: Intent | None = None
    contract: str | None = None
    text: str = ""


class Rating(Struct, frozen=True):
    """What a person said of a run. ``version`` counts how often the person rated it; the highest is what counts."""

    run_id: str
    person: str
    version: int
    verdict: Thumb
    at: datetime
    channel: Channel
    comment: str = ""
    correction: Correction | None = None

    def says(self, other: "Rating") -> bool:
        """Tell whether both say the same, whenever and wherever that was."""
        return (self.verdict, self.comment, self.correction) == (
            other.verdict,
            other.comment,
            other.correction,
        )


class Example(Struct, frozen=True):
    """A question with its label, for routing to learn from; ``contract`` is None where only the intent is known.

    ``thread`` is what was said before it: role (user or assistant) and text.
    """

    id: str
    text: str
    intent: Intent
    contract: str | None
    thread: tuple[tuple[str, str], ...] = ()


def corrected(intent: str | None, contract: str | None, text: str) -> Correction | None:
    """Return the correction, complete: a contract tells its intent, and so does an intent its only contract.

    Raises:
        InvalidInput: there is no such intent or contract, or they don't belong together.
    """
    if intent not in {None, *Intent}:
        names = ", ".join(Intent)
        raise InvalidInput(f"there is no intent {intent}: it is one of {names}", field="correction.intent")
    meant = Intent(intent) if intent else intent_of(contract) if contract else None
    if meant and contract and intent_of(contract) is not meant:
        raise InvalidInput(
            f"{contract} is not of {meant}: that has {', '.join(LABELS[meant])}", field="correction.contract"
        )
    if meant and not contract and len(LABELS[meant]) == 1:
        contract = next(iter(LABELS[meant]))
    return Correction(meant, contract, text) if meant or text else None


def label(run: Run, rating: Rating) -> tuple[Intent, str | None] | None:
    """Return what the rating says that the run's question is, or None where it says nothing of that.

    A thumb up confirms what routing decided, which for a failed run is nothing.
    """
    if rating.correction and rating.correction.intent:
        return rating.correction.intent, rating.correction.contract
    if rating.verdict is Thumb.DOWN or run.outcome == "failed":
        return None
    intent = run.verdict.intent
    terminal = intent in {Intent.CLARIFY, Intent.REFUSE}
    return intent, intent.value if terminal else run.verdict.contract


def thread_of(exchanges: list[Exchange]) -> tuple[tuple[str, str], ...]:
    """Return the exchanges as an example has them."""
    said = ((("user", exchange.question), ("assistant", exchange.answer)) for exchange in exchanges)
    return tuple(turn for pair in said for turn in pair if turn[1])
