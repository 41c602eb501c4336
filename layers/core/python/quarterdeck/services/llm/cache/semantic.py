"""When two questions may share a reply."""

from collections.abc import Sequence
from itertools import pairwise

from quarterdeck.services.llm.cache.meaning import Meaning

THRESHOLD = 0.7
"""The least cosine of two questions' vectors."""


def same(one: Meaning, other: Meaning) -> bool:
    """Tell whether the questions mean the same by all that can be told from their words."""
    if not one.concepts or (one.kind, one.passive) != (other.kind, other.passive):
        return False
    if one.tense != other.tense and {one.tense, other.tense} not in ({"", "present"}, {"", "past"}):
        return False
    if one.places and other.places and one.places != other.places:
        return False
    return one.concepts == other.concepts or (one.acting == other.acting and _one_phrase_moved(one, other))


def _one_phrase_moved(one: Meaning, other: Meaning) -> bool:
    """Tell whether the questions differ in the place of one phrase: "the fee for delivery", "the delivery fee".

    Those who act keep their order, and what a small word or a number belongs to stays behind it.
    """
    first, second = one.concepts, other.concepts
    names = one.names | other.names
    if sorted(first) != sorted(second) or _actors(first, names) != _actors(second, names):
        return False
    return _bound(first) == _bound(second) and any(
        (first[:start] + first[middle:end] + first[start:middle] + first[end:]) == second
        and (middle in one.apart or start + end - middle in other.apart)
        and not (middle in one.linked and start + end - middle in other.linked)
        for start in range(len(first))
        for middle in range(start + 1, len(first))
        for end in range(middle + 1, len(first) + 1)
    )


def _actors(concepts: Sequence[str], names: frozenset[str]) -> list[str]:
    return [
        word for word in concepts if word in names or word in {"I", "WE", "YOU", "THEY", "HE", "SHE", "IT"}
    ]


def _bound(concepts: Sequence[str]) -> list[tuple[str, str]]:
    """Return each small word and number with what follows it."""
    pairs = pairwise((*concepts, ""))
    return sorted((word, after) for word, after in pairs if word.isupper() or word[0].isdigit())
