"""What the contracts that draw on a meeting's artifacts share: gathering, and narrowing to what is asked."""

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from quarterdeck.contexts.assistant.brief import Brief
from quarterdeck.contexts.assistant.clarify import NOT_THERE
from quarterdeck.contexts.assistant.contracts.asked import Asked
from quarterdeck.contexts.assistant.contracts.base import Gathered, Library
from quarterdeck.contexts.assistant.contracts.evidence import around, numbered
from quarterdeck.contexts.assistant.terms import synonyms, terms
from quarterdeck.contexts.meetings.model import Artifacts, Quote

T = TypeVar("T")

PASSAGES = 10
"""How many passages on what is asked are looked at besides."""


def gather(
    brief: Brief, library: Library, quotes: Callable[[Artifacts], Iterable[Quote]], missing: str
) -> Gathered:
    """Return the meeting's artifacts, and as evidence all of it, or what surrounds these quotes and what is asked.

    Of a meeting that was deleted meanwhile there is nothing, and the asker is told so.
    """
    (meeting,) = brief.meetings
    artifacts, transcript = library.artifacts(meeting.id), library.transcript(meeting.id)
    if artifacts is None or transcript is None:
        return Gathered((), missing, unclear=NOT_THERE)
    hits = library.passages(brief.question.text, [meeting.id], PASSAGES)
    asked = (span.turn for hit in hits for span in hit.passage.spans)
    pieces = around(meeting.id, transcript, [*(quote.turn for quote in quotes(artifacts)), *asked])
    return Gathered(numbered(pieces), missing, tuple(hits), artifacts)


def drawn(gathered: Gathered) -> Artifacts:
    """Return the artifacts that were gathered; without any there is nothing to draw on."""
    return gathered.artifacts or Artifacts((), (), (), ())


def narrowed(items: Sequence[T], asked: Asked, text: Callable[[T], str]) -> list[T]:
    """Return the items that are about what the question names ("about pricing"); all of them if none is."""
    near = {other for term in asked.about for other in synonyms(term)} | asked.about
    about = [item for item in items if not near.isdisjoint(terms(text(item)))]
    return about or list(items)
