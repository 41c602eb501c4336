"""Ranks candidates: one score of two kinds, helped by who speaks and by the neighbours' scores, and spread over the
document.
"""

from collections.abc import Container, Iterable, Sequence

from quarterdeck.services.search.index import Candidate
from quarterdeck.services.search.model import Hit, Passage

NEIGHBOURS_SHARE = 0.3
"""How much of a passage's score the passages right before and after it gain, until it is shown itself."""

SAID = 0.2
"""What a passage gains if all of it is said by those whose words are asked for."""

Place = tuple[str, int]
"""A passage's document and position."""


def fuse(candidates: Iterable[Candidate]) -> list[Hit]:
    """Score each candidate from 0 to 1, the mean of its two scores as shares of the best of their kind; best first."""
    pool = list(candidates)
    lexical = _shares([candidate.lexical for candidate in pool])
    semantic = _shares([candidate.semantic for candidate in pool])
    hits = (Hit(each.passage, (a + b) / 2) for each, a, b in zip(pool, lexical, semantic, strict=True))
    return sorted(hits, key=_order)


def _shares(scores: list[float]) -> list[float]:
    best = max(scores, default=0.0)
    return [max(score, 0.0) / best if best > 0 else 0.0 for score in scores]


def favour(hits: Iterable[Hit], speakers: Container[str]) -> list[Hit]:
    """Let each passage gain by how much of it these speakers say; best first."""
    return sorted((_moved(hit, SAID * _said_by(speakers, hit.passage)) for hit in hits), key=_order)


def _said_by(speakers: Container[str], passage: Passage) -> float:
    theirs = sum(len(span.text) for span in passage.spans if span.speaker in speakers)
    return theirs / max(1, sum(len(span.text) for span in passage.spans))


def spread(hits: Sequence[Hit], limit: int) -> list[Hit]:
    """Choose the best ``limit`` so that they show several places of a document, best first.

    What is talked about goes on for a while: a passage gains a share of its neighbours' scores. Once one of them
    is chosen, its share is taken back, and places not yet shown come forward.
    """
    share = {_place(hit): NEIGHBOURS_SHARE * hit.score for hit in hits}
    left = {
        _place(hit): _moved(hit, sum(share[near] for near in _around(_place(hit), share))) for hit in hits
    }
    chosen: list[Hit] = []
    while left and len(chosen) < limit:
        best = min(left.values(), key=_order)
        place = _place(best)
        chosen.append(left.pop(place))
        left |= {near: _moved(left[near], -share[place]) for near in _around(place, left)}
    return chosen


def _moved(hit: Hit, by: float) -> Hit:
    return Hit(hit.passage, hit.score + by)


def _around(place: Place, among: Container[Place]) -> list[Place]:
    document, position = place
    return [each for each in ((document, position - 1), (document, position + 1)) if each in among]


def _place(hit: Hit) -> Place:
    return hit.passage.document, hit.passage.position


def _order(hit: Hit) -> tuple[float, Place]:
    return -hit.score, _place(hit)
