"""Customers' questions with their answers, as outputs carry them and as claims."""

from collections.abc import Mapping

from quarterdeck.contexts.assistant.contracts.across.alike import Asked
from quarterdeck.contexts.assistant.contracts.across.quoting import who
from quarterdeck.contexts.assistant.contracts.base import Gathered
from quarterdeck.contexts.assistant.contracts.customer_questions import STILL_OPEN, AskedAndAnswered
from quarterdeck.contexts.assistant.contracts.quoting import Quoted, claim, said
from quarterdeck.contexts.assistant.model import Claim
from quarterdeck.contexts.meetings.model import Quote

Place = tuple[str, int, int]
"""Where a quote begins: its meeting, turn and character."""


def place(asked: Asked, quote: Quote) -> Place:
    """Return where the quote of the question, or of its answer, begins."""
    return asked.meeting.id, quote.turn, quote.start


def places(gathered: Gathered) -> dict[Place, str]:
    """Return the ids of the pieces of evidence by where they begin."""
    return {(piece.document, piece.turn, piece.start): piece.id for piece in gathered.evidence}


def pair(asked: Asked, where: Mapping[Place, str]) -> AskedAndAnswered:
    """Return the question and its answer as quotes of the evidence that begins there."""
    question, *answer = (
        Quoted(evidence=where[place(asked, quote)], quote=quote.text)
        for quote in (asked.item.quote, *asked.item.answer)
    )
    return AskedAndAnswered(question=question, answer=answer)


def pair_claim(pair: AskedAndAnswered, theme: str, gathered: Gathered) -> Claim:
    """Return the question, with who asked it for which company, and its answer in the words of those who spoke."""
    made = claim("", (pair.question, *pair.answer), gathered.evidence, topic=theme)
    if not made.citations:
        return made
    asked, *answer = made.citations
    meeting = next(meeting for meeting in gathered.meetings if meeting.id == asked.document)
    lines = [said(who(asked.speaker, meeting), asked.quote), *(said(c.speaker, c.quote) for c in answer)]
    return Claim("\n  ".join(lines) + ("" if answer else STILL_OPEN), made.citations, topic=made.topic)
