"""Cuts a conversation into passages: runs of whole sentences, each short enough to be embedded and quoted."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from quarterdeck.services.search.model import Passage, Span

LIMIT = 1100
"""The most characters of one passage: about 190 words, as many as the embedder reads."""

_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+|(?<=[。！？])|\n")


class _Range(NamedTuple):
    turn: int
    start: int
    end: int


def chunk(document: str, version: str, turns: Sequence[tuple[str, str]]) -> list[Passage]:
    """Return the passages of the (speaker, text) turns, in order, every sentence in exactly one of them.

    Spans number turns from zero. A turn is split only at the ends of its sentences, and a sentence only if it
    alone is longer than ``LIMIT``, at a space where it has one.
    """
    sentences = (sentence for turn, (_, text) in enumerate(turns) for sentence in _sentences(turn, text))
    return [
        Passage(document, version, position, tuple(_span(part, turns) for part in group))
        for position, group in enumerate(_groups(sentences))
    ]


def _span(part: _Range, turns: Sequence[tuple[str, str]]) -> Span:
    speaker, text = turns[part.turn]
    return Span(part.turn, speaker, part.start, text[part.start : part.end])


def _sentences(turn: int, text: str) -> Iterator[_Range]:
    """Find the turn's sentences, without the space around them."""
    ends = [match.end() for match in _SENTENCE_END.finditer(text)]
    for start, end in pairwise([0, *ends, len(text)]):
        for first, last in _within_limit(text, start, end):
            sentence = text[first:last]
            if stripped := sentence.strip():
                begin = first + len(sentence) - len(sentence.lstrip())
                yield _Range(turn, begin, begin + len(stripped))


def _within_limit(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > LIMIT:
        cut = text.rfind(" ", start + 1, start + LIMIT)
        cut = cut if cut > 0 else start + LIMIT
        yield start, cut
        start = cut
    yield start, end


def _groups(sentences: Iterable[_Range]) -> Iterator[list[_Range]]:
    """Fill each group up to the limit; neighbouring sentences of a turn become one range."""
    group: list[_Range] = []
    size = 0
    for sentence in sentences:
        joins = bool(group) and group[-1].turn == sentence.turn
        added = sentence.end - (group[-1].end if joins else sentence.start)
        if group and size + added > LIMIT:
            yield group
            group, size, joins, added = [], 0, False, sentence.end - sentence.start
        group.append(group.pop()._replace(end=sentence.end) if joins else sentence)
        size += added
    if group:
        yield group
