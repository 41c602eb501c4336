"""Customers' questions that ask the same: grouped by the words they share, rare ones counting more."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from msgspec import Struct

from quarterdeck.contexts.assistant.terms import synonyms, terms
from quarterdeck.contexts.meetings.model import CustomerQuestion, Meeting

ALIKE = 0.5
"""How much of what two questions say they must share, as Dice's coefficient of their weighted words."""

SHARED = 2
"""How many words of meaning they must share, unless they have no more."""


class Asked(Struct, frozen=True):
    """A question and the meeting in which it was asked."""

    meeting: Meeting
    item: CustomerQuestion


def grouped(questions: Sequence[Asked]) -> list[list[Asked]]:
    """Return the questions in groups that ask alike, those of most customers first, then of most meetings.

    A question joins the group whose first one it is most like; synonyms count as one word.
    """
    said = [_said(each.item.quote.text) for each in questions]
    weights = _weights(said)
    firsts: dict[str, list[int]] = defaultdict(list)
    groups: dict[int, list[Asked]] = {}
    for at, words in enumerate(said):
        near = dict.fromkeys(first for word in sorted(words) for first in firsts[word])
        likest = max(near, key=lambda first: (_likeness(words, said[first], weights), -first), default=None)
        if likest is not None and _likeness(words, said[likest], weights) >= ALIKE:
            groups[likest].append(questions[at])
            continue
        groups[at] = [questions[at]]
        for word in words:
            firsts[word].append(at)
    return sorted(groups.values(), key=rank)


def nearest(text: str, questions: Iterable[CustomerQuestion]) -> CustomerQuestion | None:
    """Return the question that asks the same as the text, of several the likest; None where none does."""
    wanted = _said(text)
    scored = [(_likeness(wanted, _said(each.quote.text), {}), each) for each in questions]
    best = max(scored, key=lambda pair: pair[0], default=None)
    return best[1] if best and best[0] >= ALIKE else None


def _said(text: str) -> frozenset[str]:
    return frozenset(min({term, *synonyms(term)}) for term in terms(text))


def _weights(said: Iterable[frozenset[str]]) -> dict[str, float]:
    every = list(said)
    counts = Counter(word for words in every for word in words)
    return {word: math.log(1 + len(every) / count) for word, count in counts.items()}


def _likeness(one: frozenset[str], other: frozenset[str], weights: dict[str, float]) -> float:
    shared = one & other
    if len(shared) < min(SHARED, len(one), len(other)):
        return 0.0
    whole = sum(weights.get(word, 1.0) for word in (*one, *other))
    return 2 * sum(weights.get(word, 1.0) for word in shared) / whole if whole else 0.0


def rank(group: Sequence[Asked]) -> tuple[int, int, int]:
    """Return what orders groups: customers, meetings and questions, more of each first."""
    customers = {each.meeting.company for each in group}
    return -len(customers), -len({each.meeting.id for each in group}), -len(group)
