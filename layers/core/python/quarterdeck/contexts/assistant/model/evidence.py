"""What an answer may rest on, and what it cites of it."""

from enum import StrEnum

from msgspec import Struct


class SourceKind(StrEnum):
    """Where evidence comes from."""

    MEETING = "meeting"
    PRODUCT = "product"
    WEB = "web"


class Evidence(Struct, frozen=True):
    """A piece of text that an answer may rest on; ``id`` is what a model cites it by (``e1``, ``e2``...).

    ``document`` is a meeting's id, a product record as ``features/rec123``, or a page's URL; ``speaker`` is who or
    what says it: the speaker of the turn, the record's name, the page's title. ``text`` is the text of turn ``turn``
    (0 where there are no turns) from character ``start`` on, verbatim.
    """

    id: str
    document: str
    version: str
    turn: int
    speaker: str
    start: int
    text: str
    source: SourceKind = SourceKind.MEETING


class Citation(Struct, frozen=True):
    """Verbatim words of a document: ``quote`` stands at characters ``start`` to ``end`` of the turn's text."""

    document: str
    turn: int
    speaker: str
    start: int
    end: int
    quote: str
    source: SourceKind = SourceKind.MEETING
