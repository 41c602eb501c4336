"""Puts together all that is drawn from a transcript."""

from collections.abc import Sequence

from quarterdeck.contexts.meetings.artifacts.action_items import action_items
from quarterdeck.contexts.meetings.artifacts.highlights import highlights
from quarterdeck.contexts.meetings.artifacts.questions import called, questions
from quarterdeck.contexts.meetings.artifacts.sides import Sides, sides
from quarterdeck.contexts.meetings.model import Artifacts, CustomerQuestion, Meeting, Quote, Turn
from quarterdeck.contexts.meetings.sentences import sentences


def extract(meeting: Meeting, turns: Sequence[Turn]) -> Artifacts:
    """Return the artifacts of a cleaned transcript; all quotes are verbatim and in the order of the meeting."""
    said = [_quotes(turn) for turn in turns]
    who = sides(meeting, turns)
    asked = questions(said, who)
    return Artifacts(
        action_items=action_items(turns, said, who),
        customer_questions=tuple(question for question in asked if _is_to_us(question, who)),
        qa_pairs=tuple(question for question in asked if question.answer),
        highlights=highlights(said),
    )


def _quotes(turn: Turn) -> list[Quote]:
    return [
        Quote(turn.index, turn.speaker, start, turn.text[start:end]) for start, end in sentences(turn.text)
    ]


def _is_to_us(question: CustomerQuestion, who: Sides) -> bool:
    """Tell a customer's question from those that we ask, and from those to a colleague of the customer's."""
    return question.asker in who.customers and called(question.quote.text, who) not in who.customers
