"""Chooses the sentences of the evidence that answer a question: rules over words, the same every time."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from quarterdeck.contexts.assistant.contracts.asked import ONLY_THEIRS, Asked
from quarterdeck.contexts.assistant.contracts.relevance import relevance
from quarterdeck.contexts.assistant.contracts.spoken import Sentence, spoken
from quarterdeck.contexts.assistant.model import Evidence, SourceKind
from quarterdeck.services.language.figures import figures

# These weights and those in relevance.py were tuned on questions to meetings of several kinds.
ENOUGH = 0.3
ONLY_A_QUESTION = 0.4
CORRECTS = 0.12
FOUND_BY_SEARCH = 0.4
LATER, LAST = 0.05, 0.25
ALSO_GOOD, ALSO_GOOD_BESIDE, BESIDE = 0.75, 0.7, 2
MOST, SOON = 3, 8

_CORRECTION = re.compile(
    r"\b(?:actually|correction|scratch that|make that|i meant|let me correct|i was wrong|i misspoke|instead|rather)\b",
    re.IGNORECASE,
)


class _Scored(NamedTuple):
    score: float
    relevance: float
    sentence: Sentence


def select(asked: Asked, evidence: Iterable[Evidence], found: Mapping[str, float]) -> list[Sentence]:
    """Return the one to three sentences that best answer, in the order they were said; none if nothing does.

    ``found`` has the search score, from 0 to 1, of the evidence that search found itself, by evidence id.
    """
    sentences = spoken(evidence)
    scored = _score(asked, sentences, found)
    best = max(scored, key=lambda s: (s.score, s.sentence.order), default=None)
    if best is None or not _is_enough(asked, best, scored):
        return []
    chosen = [s.sentence for s in _also_good(asked, best, scored)]
    if not _has_expected(asked, best.sentence.text):
        chosen = [*chosen[: MOST - 1], *_continued(asked, chosen, sentences)]
    return sorted(chosen, key=lambda sentence: sentence.order)


def _score(asked: Asked, sentences: Sequence[Sentence], found: Mapping[str, float]) -> list[_Scored]:
    """Weigh how much a sentence is about what is asked with whether it can be the answer, and how late it was said.

    Of two statements about the same the later one counts, since people correct themselves; what is written has
    the main thing first.
    """
    later = (LAST if asked.wants_last else LATER) / max(1, len(sentences))
    if any(sentence.piece.source is not SourceKind.MEETING for sentence in sentences):
        later = -LATER / len(sentences)
    about = relevance(asked.terms, asked.names, sentences)
    return [
        _Scored(part * _spoken_by(asked, s) * (_fit(asked, s) + later * s.order + _found(s, found)), part, s)
        for s, part in zip(sentences, about, strict=True)
        if part
    ]


def _found(sentence: Sentence, found: Mapping[str, float]) -> float:
    return FOUND_BY_SEARCH * found.get(sentence.piece.id, 0.0)


def _fit(asked: Asked, sentence: Sentence) -> float:
    """Return how well the sentence can be the answer, whatever it is about: 1 is well."""
    fit = CORRECTS if _CORRECTION.search(sentence.text) else 0.0
    fit += 1.0 if asked.expected is None or _has_expected(asked, sentence.text) else asked.expected.lacking
    return fit * (ONLY_A_QUESTION if sentence.asks and not asked.wants_question else 1.0)


def _spoken_by(asked: Asked, sentence: Sentence) -> float:
    return 1.0 if not asked.speakers or sentence.piece.speaker in asked.speakers else asked.others


def _has_expected(asked: Asked, text: str) -> bool:
    if asked.expected is None:
        return True
    matches = asked.expected.pattern.finditer(text)
    return any(not asked.expected.figure or figures(match[0]) - asked.figures for match in matches)


def _is_enough(asked: Asked, best: _Scored, scored: Iterable[_Scored]) -> bool:
    """Tell whether the best one is about what is asked.

    The person asked about may say what is expected in other words than those around it.
    """
    theirs = asked.others <= ONLY_THEIRS and best.sentence.piece.speaker in asked.speakers
    least = ENOUGH / 2 if theirs and asked.expected and _has_expected(asked, best.sentence.text) else ENOUGH
    return best.relevance >= least and max(s.relevance for s in scored) >= ENOUGH


def _also_good(asked: Asked, best: _Scored, scored: Iterable[_Scored]) -> list[_Scored]:
    """Return the best one, then those nearly as good; beside it in its turn they may be less good.

    Where a person's words were asked for and found, nobody else's are added.
    """
    others = [
        s for s in scored if s is not best and s.score >= best.score * _least(best.sentence, s.sentence)
    ]
    if asked.others <= ONLY_THEIRS and best.sentence.piece.speaker in asked.speakers:
        others = [s for s in others if s.sentence.piece.speaker in asked.speakers]
    return [best, *sorted(others, key=lambda s: -s.score)[: MOST - 1]]


def _least(best: Sentence, other: Sentence) -> float:
    beside = other.piece.id == best.piece.id and abs(other.order - best.order) <= BESIDE
    return ALSO_GOOD_BESIDE if beside else ALSO_GOOD


def _continued(asked: Asked, chosen: Sequence[Sentence], sentences: Sequence[Sentence]) -> list[Sentence]:
    """Return the sentence soon after the best one that has what is expected, if it isn't chosen yet."""
    after = sentences[chosen[0].order + 1 :][:SOON]
    having = [s for s in after if not s.asks and _has_expected(asked, s.text)][:1]
    return [s for s in having if s not in chosen]
