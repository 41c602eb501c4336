"""Where personal data stands in a text, and the text without it."""

from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple


class Kind(StrEnum):
    """What a span is; the value is the placeholder's word. Of overlapping spans as long, the earlier kind counts."""

    SECRET = "SECRET"  # noqa: S105 - the word itself
    EMAIL = "EMAIL"
    IBAN = "IBAN"
    CARD = "CARD"
    SSN = "SSN"
    IP = "IP"
    URL = "URL"
    LICENSE = "LICENSE"
    PHONE = "PHONE"
    BIRTH_DATE = "BIRTH_DATE"
    ADDRESS = "ADDRESS"
    ZIP = "ZIP"
    PERSON = "PERSON"

    @property
    def placeholder(self) -> str:
        return f"[{self.value}]"


class Span(NamedTuple):
    """``text[start:end]`` is of the kind."""

    start: int
    end: int
    kind: Kind


_RANK = {kind: rank for rank, kind in enumerate(Kind)}


def settled(spans: Iterable[Span]) -> list[Span]:
    """Return the spans in order, without overlaps: the longest one of those that overlap counts."""
    kept: list[Span] = []
    for span in sorted(spans):
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
        elif _weight(span) > _weight(kept[-1]):
            kept[-1] = span
    return kept


def replaced(text: str, spans: Iterable[Span]) -> str:
    """Return the text with a placeholder for each span, which must be settled."""
    pieces, at = [], 0
    for start, end, kind in spans:
        pieces += [text[at:start], kind.placeholder]
        at = end
    return "".join([*pieces, text[at:]])


def _weight(span: Span) -> tuple[int, int]:
    return span.end - span.start, -_RANK[span.kind]
