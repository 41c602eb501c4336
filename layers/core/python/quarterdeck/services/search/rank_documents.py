"""Ranks documents by their best passages, and by how much of them the question's terms run through."""

import math
from collections.abc import Iterable, Mapping, Sequence

from quarterdeck.services.search.index import Occurrences
from quarterdeck.services.search.model import DocumentHit, Hit

_SHARES = (1.0, 0.5, 0.25)
"""What a document's best passages, from the first on, count for it."""

_COVERAGE = 0.4
"""How much of a document's score is its coverage of the terms; its best passages are the rest."""

_HALF = 0.1
"""The share of a document's passages with a term at which the term counts half of the most that it can."""


def rank_documents(hits: Iterable[Hit], occurrences: Occurrences) -> list[DocumentHit]:
    """Return the documents of the hits, best first, each with the hits that speak for it.

    ``hits`` come best first. A score is from 0 to 1, the weighted mean of two shares of the best of their kind:
    one passage may fit the question by chance, and a meeting may speak of its terms everywhere but never together.
    """
    by_document: dict[str, list[Hit]] = {}
    for hit in hits:
        by_document.setdefault(hit.passage.document, []).append(hit)
    best = {document: found[: len(_SHARES)] for document, found in by_document.items()}
    passages = _relative({document: _sum(found) for document, found in best.items()})
    covered = _relative(coverage(occurrences))
    scored = (
        DocumentHit(
            document,
            (1 - _COVERAGE) * passages[document] + _COVERAGE * covered.get(document, 0.0),
            tuple(found),
        )
        for document, found in best.items()
    )
    return sorted(scored, key=lambda hit: (-hit.score, hit.document))


def coverage(occurrences: Occurrences) -> dict[str, float]:
    """Return, by document, the sum of the terms' weights, each saturating in its share of the passages.

    A term weighs as in BM25: log(1 + (N - n + 0.5) / (n + 0.5)) for n of N passages that contain it.
    """
    total = sum(occurrences.passages.values())
    scores = dict.fromkeys(occurrences.passages, 0.0)
    for containing in occurrences.containing:
        number = sum(containing.values())
        weight = math.log(1 + (total - number + 0.5) / (number + 0.5))
        for document, count in containing.items():
            share = count / occurrences.passages[document]
            scores[document] += weight * share / (share + _HALF)
    return scores


def _sum(found: Sequence[Hit]) -> float:
    return sum(share * hit.score for share, hit in zip(_SHARES, found, strict=False))


def _relative(scores: Mapping[str, float]) -> dict[str, float]:
    best = max(scores.values(), default=0.0)
    return {key: score / best if best > 0 else 0.0 for key, score in scores.items()}
