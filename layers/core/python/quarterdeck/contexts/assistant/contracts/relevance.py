"""How far each sentence is about what is asked: by its own words, or by what was said around it or asked before."""

import math
import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from quarterdeck.contexts.assistant.contracts.spoken import Sentence
from quarterdeck.contexts.assistant.terms import synonyms

# What a mention counts for, where 1 is the asker's very word in the sentence itself.
SYNONYM = 0.5
NEXT_SENTENCE, SAME_TURN = 0.6, 0.45
ASKED = {1: 0.75, 2: 0.35}  # in a question so many turns before
SAID = {1: 0.35, 2: 0.3}
# What a term counts for, besides its rarity.
NAME, UNSAID = 1.75, 0.5
# What follows a question answers it, the first sentences most; what begins with a pronoun goes on about the same.
LATER_IN_ANSWER, LATEST = 0.1, 4
GOES_ON = 0.85
_GOES_ON = re.compile(r"(?:it|that|this|they|those|these|he|she)\b", re.IGNORECASE)


def relevance(wanted: Sequence[str], names: Collection[str], sentences: Sequence[Sentence]) -> list[float]:
    """Return for each sentence, from 0 to 1, how much of the wanted terms it is about.

    Rare terms count more than common ones (inverse sentence frequency), names more than other words, and words that
    nobody said less, since an asker's words needn't be the speakers'.
    """
    mentions = {term: _mentions(term, sentences) for term in wanted}
    weights = _weights(mentions, names, len(sentences))
    total = [0.0] * len(sentences)
    turns = _turns(sentences)
    for term, found in mentions.items():
        for order, share in _spread(found, sentences, turns).items():
            total[order] += weights[term] * share
    return total


def _mentions(term: str, sentences: Sequence[Sentence]) -> dict[int, float]:
    near = synonyms(term)
    own = {sentence.order: 1.0 for sentence in sentences if term in sentence.terms}
    return {s.order: SYNONYM for s in sentences if not near.isdisjoint(s.terms)} | own


def _weights(
    mentions: Mapping[str, Mapping[int, float]], names: Collection[str], count: int
) -> dict[str, float]:
    raw = {}
    for term, found in mentions.items():
        exactly = sum(share == 1 for share in found.values()) or len(found)
        rarity = math.log(1 + (count + 1) / (exactly + 0.5))
        raw[term] = rarity * (NAME if term in names else 1.0 if found else UNSAID)
    return {term: weight / sum(raw.values()) for term, weight in raw.items()}


def _turns(sentences: Sequence[Sentence]) -> dict[tuple[str, int], list[int]]:
    turns: dict[tuple[str, int], list[int]] = {}
    for sentence in sentences:
        turns.setdefault((sentence.piece.document, sentence.piece.turn), []).append(sentence.order)
    return turns


def _spread(
    mentions: Mapping[int, float],
    sentences: Sequence[Sentence],
    turns: Mapping[tuple[str, int], Sequence[int]],
) -> dict[int, float]:
    """Return what each sentence gets of the mentions, of several the greatest."""
    about: dict[int, float] = {}
    for order, share in mentions.items():
        for reached, part in _reach(sentences[order], sentences, turns):
            about[reached] = max(about.get(reached, 0.0), part * share)
    return about


def _reach(
    sentence: Sentence, sentences: Sequence[Sentence], turns: Mapping[tuple[str, int], Sequence[int]]
) -> Iterator[tuple[int, float]]:
    """Yield the sentences that a mention in this one reaches, and what part of it each gets."""
    document, turn = sentence.piece.document, sentence.piece.turn
    yield sentence.order, 1.0
    for order in turns[document, turn]:
        follows = order == sentence.order + 1 and _GOES_ON.match(sentences[order].text)
        yield order, GOES_ON if follows else NEXT_SENTENCE if abs(order - sentence.order) == 1 else SAME_TURN
    for later, part in (ASKED if sentence.asks else SAID).items():
        for place, order in enumerate(turns.get((document, turn + later), ())):
            yield order, part * (1 - LATER_IN_ANSWER * min(place, LATEST))
