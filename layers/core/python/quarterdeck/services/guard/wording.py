"""A text as words, and the windows of words that are judged one by one."""

import re
from collections.abc import Iterator, Sequence

_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?|\d+|[^\w\s]|_")
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]")
_SENTENCE = re.compile(r"(?<=[.!?。！？])\s+|\n+|(?<=[。！？])")
_PART = 4
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


def features(window: Sequence[str]) -> Iterator[str]:
    """Yield the words, two and three neighbours with both ends counted, and the words' pieces of four letters."""
    framed = ("^", *window, "$")
    yield from window
    for length in (2, 3):
        yield from ("_".join(framed[at : at + length]) for at in range(len(framed) - length + 1))
    for word in window:
        yield from parts(word)


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


def sentences(text: str) -> list[Sequence[str]]:
    """Return the sentences of a normalised text as words, a long one in pieces."""
    said = [words(sentence) for sentence in _SENTENCE.split(text) if sentence]
    return [each[at : at + WINDOW] for each in said for at in range(0, len(each), WINDOW)]
