"""Ranks product records by the words that they share with a question: Okapi BM25 over names and texts.

Made once a version of the knowledge; a lookup then touches only the records that have one of its words.
"""

import math
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from quarterdeck.contexts.assistant.language.words import synonyms, terms
from quarterdeck.contexts.knowledge.model import Record, TableName

# The usual constants of BM25, what a word of the name counts for, and what a synonym does.
K1, B = 1.2, 0.75
NAME, SYNONYM = 3, 0.5
PREFERRED, CURRENT = 1.5, 1.4
PRESENT = 0.001
"""The score of a record that has no word of the question but is of the product that the question names."""


class Ranking:
    """The records of one version of a tenant's knowledge, ready to be looked up."""

    def __init__(self, records: Sequence[Record]) -> None:
        self.records = tuple(records)
        self.products = tuple(sorted({record.product for record in records if record.product}))
        counts = [_counts(record) for record in records]
        lengths = [sum(count.values()) for count in counts]
        average = sum(lengths) / len(lengths) if lengths else 1.0
        self._postings: dict[str, list[tuple[int, float]]] = {}
        for index, (count, length) in enumerate(zip(counts, lengths, strict=True)):
            for term, times in count.items():
                saturated = times * (K1 + 1) / (times + K1 * (1 - B + B * length / average))
                self._postings.setdefault(term, []).append((index, saturated))

    def best(
        self, text: str, *, named: Collection[str], current: str, prefer: Collection[TableName], limit: int
    ) -> tuple[Record, ...]:
        """Return the records that the text is most about, best first, equally good ones in their order.

        With products ``named``, those of others are left out; the ``current`` one's count for more, and so do
        those of the tables to ``prefer``.
        """
        products = set(named) or ({current} & set(self.products))
        scores = self._scores(text)
        for index, record in enumerate(self.records):
            if record.product in products:
                scores.setdefault(index, PRESENT)
        weighed = {
            index: score * self._weight(self.records[index], current, prefer)
            for index, score in scores.items()
            if not named or self.records[index].product in {*named, None}
        }
        ranked = sorted(weighed, key=lambda index: (-weighed[index], index))
        return tuple(self.records[index] for index in ranked[:limit])

    def _scores(self, text: str) -> dict[int, float]:
        scores: dict[int, float] = {}
        for wanted in dict.fromkeys(terms(text)):
            for index, score in self._of_term(wanted).items():
                scores[index] = scores.get(index, 0.0) + score
        return scores

    def _of_term(self, wanted: str) -> Mapping[int, float]:
        """Return what each record gets for the term or, of its synonyms, for the one that counts most."""
        found: dict[int, float] = {}
        for term, share in _spellings(wanted):
            postings = self._postings.get(term, ())
            rarity = math.log(1 + (len(self.records) - len(postings) + 0.5) / (len(postings) + 0.5))
            for index, saturated in postings:
                found[index] = max(found.get(index, 0.0), share * rarity * saturated)
        return found

    @staticmethod
    def _weight(record: Record, current: str, prefer: Collection[TableName]) -> float:
        weight = PREFERRED if record.table in prefer else 1.0
        return weight * (CURRENT if current and record.product == current else 1.0)


def _counts(record: Record) -> Counter[str]:
    return Counter(_repeated(terms(record.name), NAME)) + Counter(terms(record.text))


def _repeated(words: Iterable[str], times: int) -> Iterator[str]:
    return (word for word in words for _ in range(times))


def _spellings(term: str) -> Iterator[tuple[str, float]]:
    yield term, 1.0
    for other in sorted(synonyms(term)):
        yield other, SYNONYM
