"""What the ideas of a text weigh, span by span."""

from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate

from msgspec import Struct

from quarterdeck.services.guard.ideas import idea
from quarterdeck.services.guard.wording import NEAR, alone, beginning, near, row


class Meant(Struct, frozen=True):
    """``before`` has how many ideas stand before each word; ``sums`` how far a feature reaches, and running totals."""

    ideas: Sequence[str]
    before: Sequence[int]
    sums: Sequence[tuple[int, Sequence[int]]]
    weigh: Callable[[str], int]

    @classmethod
    def of(cls, said: Sequence[str], weigh: Callable[[str], int]) -> "Meant":
        """Return the ideas of the words; ``weigh`` tells what a feature weighs."""
        each = [idea(word) for word in said]
        ideas = [found for found in each if found]
        features: list[tuple[int, Iterable[str]]] = [
            (0, map(alone, ideas)),
            (2, map(row, ideas, ideas[1:], ideas[2:])),
        ]
        features += [(gap, map(near, ideas, ideas[gap:])) for gap in NEAR]
        sums = [(reach, running(map(weigh, found))) for reach, found in features]
        return cls(ideas, running(map(bool, each)), sums, weigh)

    def between(self, start: int, end: int) -> tuple[int, int]:
        """Return what the features of the words from ``start`` to ``end`` weigh, and how many they are."""
        first, last = self.before[start], self.before[end]
        begun = list(beginning(self.ideas[first : min(last, first + 2)]))
        weight = sum(between(sums, first, last - reach) for reach, sums in self.sums)
        count = sum(max(0, last - first - reach) for reach, _ in self.sums)
        return weight + sum(map(self.weigh, begun)), count + len(begun)


def running(values: Iterable[int]) -> list[int]:
    """Return the totals of the first none, one, two ... values."""
    return list(accumulate(values, initial=0))


def between(totals: Sequence[int], start: int, end: int) -> int:
    """Return the sum of the values from ``start`` to ``end``, of running totals."""
    return totals[end] - totals[start] if end > start else 0
