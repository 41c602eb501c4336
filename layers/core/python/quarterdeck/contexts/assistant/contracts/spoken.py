"""The sentences of the evidence, as the extractive rules look at them."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from quarterdeck.contexts.assistant.model import Evidence, SourceKind
from quarterdeck.contexts.assistant.terms import terms
from quarterdeck.contexts.meetings.sentences import sentences

_SAYS_SOMETHING = re.compile(r"\w")
_CLOSING = "\"'”’) "


class Sentence(NamedTuple):
    """One sentence of a piece of evidence; ``order`` counts the sentences of all the evidence."""

    order: int
    piece: Evidence
    start: int
    end: int
    text: str
    terms: frozenset[str]
    asks: bool


def spoken(evidence: Iterable[Evidence]) -> list[Sentence]:
    """Return the sentences in order; what is only punctuation isn't one.

    Each sentence of a product record is about what the record's name says.
    """
    cut = (
        (piece, start, end, piece.text[start:end])
        for piece in evidence
        for start, end in sentences(piece.text)
    )
    worded = (parts for parts in cut if _SAYS_SOMETHING.search(parts[-1]))
    return [
        Sentence(order, piece, start, end, text, _terms(piece, text), text.rstrip(_CLOSING).endswith("?"))
        for order, (piece, start, end, text) in enumerate(worded)
    ]


def _terms(piece: Evidence, text: str) -> frozenset[str]:
    named = piece.speaker if piece.source is SourceKind.PRODUCT else ""
    return frozenset(terms(f"{named} {text}"))
