"""What an answer may rest on, and what it cites of it."""

from dataclasses import dataclass
from enum import StrEnum


class SourceKind(StrEnum):
    """Where evidence comes from."""

    MEETING = "meeting"
    PRODUCT = "product"
    WEB = "web"


@dataclass(frozen=True, slots=True)
class Evidence:
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


@dataclass(frozen=True, slots=True)
class Citation:
    """Verbatim words of a document: ``quote`` stands at characters ``start`` to ``end`` of the turn's text."""

    document: str
    turn: int
    speaker: str
    start: int
    end: int
    quote: str
    source: SourceKind = SourceKind.MEETING
