"""A text as words, and the windows of words that are judged one by one."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from quarterdeck.services.guard.ideas import idea

_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?|\d+|[^\w\s]|_")
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]")
_SENTENCE = re.compile(r"(?<=[.!?。！？])\s+|\n+|(?<=[。！？])")
_ENDS = frozenset(".!?。！？")
_FEW = 3
_PART = 4
NEAR = (1, 2, 3)
"""How many ideas further on the second of a pair stands."""

WINDOW, STEP = 40, 20
"""How many words are judged together, and how far the next window begins."""


def words(text: str) -> list[str]:
    """Return the words and marks of a normalised text; all figures are one word, and Chinese has one a sign."""
    found: list[str] = []
    for word in _WORD.findall(text):
        if word.isdigit():
            found.append("0")
        elif _UNSPACED.search(word):
            found.extend(word)
        else:
            found.append(word)
    return found


def features(window: Sequence[str], *, ideas: bool) -> Iterator[str]:
    """Yield the words, two and three neighbours with both ends counted, the words' pieces, and their ideas if asked."""
    framed = ("^", *window, "$")
    yield from window
    for length in (2, 3):
        yield from ("_".join(framed[at : at + length]) for at in range(len(framed) - length + 1))
    for word in window:
        yield from parts(word)
    if ideas:
        yield from of_ideas(list(filter(None, map(idea, window))))


def of_ideas(ideas: Sequence[str]) -> Iterator[str]:
    """Yield the ideas of a window, each with those that follow it closely, and how they begin."""
    yield from map(alone, ideas)
    for gap in NEAR:
        yield from map(near, ideas, ideas[gap:])
    yield from map(row, ideas, ideas[1:], ideas[2:])
    yield from beginning(ideas)


def alone(first: str) -> str:
    """Return the feature of one idea."""
    return f"@{first}"


def near(first: str, second: str) -> str:
    """Return the feature of two ideas, few or no others between them."""
    return f"@{first} {second}"


def row(first: str, second: str, third: str) -> str:
    """Return the feature of three ideas in a row."""
    return f"@{first} {second} {third}"


def beginning(ideas: Sequence[str]) -> Iterator[str]:
    """Yield the features of a window's first one and first two ideas."""
    yield from (" ".join(("@^", *ideas[:length])) for length in (1, 2) if len(ideas) >= length)


def parts(word: str) -> tuple[str, ...]:
    """Return the pieces of four letters of a longer word, so that a misspelt word is near the right one."""
    if len(word) < _PART:
        return ()
    framed = f"<{word}>"
    return tuple(f"#{framed[at : at + _PART]}" for at in range(len(framed) - _PART + 1))


def windows(length: int) -> list[tuple[int, int]]:
    """Return where the overlapping windows of so many words begin and end; a short text is one window."""
    if length <= WINDOW:
        return [(0, length)]
    return [(at, min(at + WINDOW, length)) for at in range(0, length - WINDOW + STEP, STEP)]


def spoken(said: Sequence[str]) -> list[tuple[int, int]]:
    """Return where the sentences among the words begin and end, without those of few words or of more than a window."""
    ends = [at for at, word in enumerate(said, 1) if word in _ENDS]
    return [(start, end) for start, end in pairwise((0, *ends, len(said))) if _FEW < end - start <= WINDOW]


def sentences(text: str) -> list[Sequence[str]]:
    """Return the sentences of a normalised text as words, a long one in pieces."""
    said = [words(sentence) for sentence in _SENTENCE.split(text) if sentence]
    return [each[at : at + WINDOW] for each in said for at in range(0, len(each), WINDOW)]
