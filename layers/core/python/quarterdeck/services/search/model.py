"""What the search service stores and returns: spans of turns, the passages made of them, and hits."""

from msgspec import Struct


class Span(Struct, frozen=True):
    """A piece of one turn: ``text`` is the turn's own text from character ``start`` on, verbatim."""

    turn: int
    speaker: str
    start: int
    text: str


class Passage(Struct, frozen=True):
    """Neighbouring spans of one document that are indexed and found together.

    ``version`` is the hash of the document's content; ``position`` counts passages from zero.
    """

    document: str
    version: str
    position: int
    spans: tuple[Span, ...]

    @property
    def id(self) -> str:
        return f"{self.document}#{self.position}"

    @property
    def text(self) -> str:
        return "\n".join(f"{span.speaker}: {span.text}" for span in self.spans)


class Hit(Struct, frozen=True):
    """A passage and its relevance; scores compare only within one result."""

    passage: Passage
    score: float


class DocumentHit(Struct, frozen=True):
    """A document, its relevance to a query, and the passages that speak for it, best first."""

    document: str
    score: float
    hits: tuple[Hit, ...]
