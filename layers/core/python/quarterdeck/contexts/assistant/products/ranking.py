"""Ranks product records by the words that they share with a question: Okapi BM25 over names and texts.

Made once a version of the knowledge; a lookup then touches only the records that have one of its words.
"""

import math
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from heapq import nsmallest
from itertools import islice

from quarterdeck.contexts.assistant.terms import synonyms, terms
from quarterdeck.contexts.knowledge.model import Record, TableName

# The usual constants of BM25, what a word of the name counts for, and what a synonym does.
K1, B = 1.2, 0.75
NAME, SYNONYM = 3, 0.5
PREFERRED, CURRENT = 1.5, 1.4


class Ranking:
    """The records of one version of a tenant's knowledge, ready to be looked up."""

    def __init__(self, records: Sequence[Record]) -> None:
        self.records = tuple(records)
        self.products = tuple(sorted({record.product for record in records if record.product}))
        counts = [_counts(record) for record in records]
        lengths = [sum(count.values()) for count in counts]
        average = sum(lengths) / len(lengths) if lengths else 1.0
        self._by_product: dict[str, list[int]] = {}
        for index, record in enumerate(self.records):
            if record.product:
                self._by_product.setdefault(record.product, []).append(index)
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
        those of the tables to ``prefer``. Where too few records share a word with the text, others of the product
        that is named or current follow.
        """
        eligible = {*named, None}
        scores = self._scores(text)
        weighed = {
            index: score * self._weight(index, current, prefer)
            for index, score in scores.items()
            if not named or self.records[index].product in eligible
        }
        ranked = nsmallest(limit, weighed, key=lambda index: (-weighed[index], index))
        others = (i for i in self._of(tuple(named) or (current,), prefer) if i not in weighed)
        return tuple(self.records[index] for index in [*ranked, *islice(others, limit - len(ranked))])

    def _of(self, products: Iterable[str], prefer: Collection[TableName]) -> list[int]:
        """Return the records of these products, those of the tables to prefer first."""
        indices = sorted(index for product in products for index in self._by_product.get(product, ()))
        return sorted(indices, key=lambda index: self.records[index].table not in prefer)

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

    def _weight(self, index: int, current: str, prefer: Collection[TableName]) -> float:
        record = self.records[index]
        weight = PREFERRED if record.table in prefer else 1.0
        return weight * (CURRENT if current and record.product == current else 1.0)


def _counts(record: Record) -> Counter[str]:
    return Counter([*(terms(record.name) * NAME), *terms(record.text)])


def _spellings(term: str) -> Iterator[tuple[str, float]]:
    yield term, 1.0
    for other in sorted(synonyms(term)):
        yield other, SYNONYM
