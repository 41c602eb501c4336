"""The records that a question is about, by the snapshot's index or by one that is made of the records."""

from collections import defaultdict
from math import log
from statistics import fmean

from quarterdeck.contexts.knowledge.index import word_index, words
from quarterdeck.contexts.knowledge.model import Knowledge, Record


def best(knowledge: Knowledge, question: str, limit: int = 5) -> list[Record]:
    """Return the records that are best by BM25 (k1 1.2, b 0.75) for the question."""
    index = knowledge.index or word_index(knowledge.records)
    mean, scores = fmean(index.lengths), defaultdict[int, float](float)
    for word in set(words(question)):
        places = index.of(word)
        rarity = log(1 + (len(index.lengths) - len(places) + 0.5) / (len(places) + 0.5))
        for number, times in places:
            weight = times + 1.2 * (0.25 + 0.75 * index.lengths[number] / mean)
            scores[number] += rarity * times * 2.2 / weight
    found = sorted(scores, key=lambda number: -scores[number])[:limit]
    return [knowledge.records[number] for number in found]
