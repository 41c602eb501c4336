"""What callers see of ratings and examples."""

from datetime import datetime
from typing import Literal

from quarterdeck.contexts.assistant.feedback.model import Channel, Correction, Example, Rating, Thumb
from quarterdeck.contexts.assistant.model import Intent
from quarterdeck.platform.http import View


class RatingView(View):
    """What a person said of a run; the highest ``version`` of a person's counts."""

    run_id: str
    person: str
    verdict: Thumb
    comment: str
    correction: Correction | None
    channel: Channel
    version: int
    at: datetime


class SaidView(View):
    """One message of a conversation."""

    role: str
    text: str


class ExampleView(View):
    """A labelled question in the form that routing is trained and measured with."""

    id: str
    text: str
    intent: Intent
    contract: str | None
    thread: list[SaidView]
    source: Literal["feedback"] = "feedback"


class ExamplesPage(View):
    """Examples, latest first; ``before`` asks for the page after this one, and is null at the end."""

    examples: list[ExampleView]
    before: str | None


def rating_view(rating: Rating) -> RatingView:
    """Return the rating as callers see it."""
    return RatingView(
        run_id=rating.run_id,
        person=rating.person,
        verdict=rating.verdict,
        comment=rating.comment,
        correction=rating.correction,
        channel=rating.channel,
        version=rating.version,
        at=rating.at,
    )


def example_view(example: Example) -> ExampleView:
    """Return the example as callers see it."""
    return ExampleView(
        id=example.id,
        text=example.text,
        intent=example.intent,
        contract=example.contract,
        thread=[SaidView(role=role, text=text) for role, text in example.thread],
    )
