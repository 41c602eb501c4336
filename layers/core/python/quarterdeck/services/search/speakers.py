"""Whose words a question asks for."""

from collections import Counter
from collections.abc import Iterable

from quarterdeck.services.search.topic import name_words

_SHORTEST = 3
"""In characters: shorter parts of names, such as initials, tell nobody apart."""


def named(question: str, speakers: Iterable[str]) -> frozenset[str]:
    """Return the speakers whom the question names: by their whole name, or by a part of it that no other has."""
    asked = name_words(question)
    parts = {speaker: name_words(speaker) for speaker in set(speakers)}
    shared = Counter(part for theirs in parts.values() for part in theirs)
    return frozenset(
        speaker
        for speaker, theirs in parts.items()
        if theirs and (theirs <= asked or any(len(p) >= _SHORTEST and shared[p] == 1 for p in theirs & asked))
    )
