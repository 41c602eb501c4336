"""The sentences that together say most of what a meeting was about."""

import math
import re
from collections import Counter
from collections.abc import Sequence
from itertools import accumulate

from msgspec import Struct

from quarterdeck.contexts.meetings.artifacts.common_words import COMMON
from quarterdeck.contexts.meetings.model import Quote

MOST = 12
"""The most highlights of one meeting; a short one has fewer."""

_SHARE = 0.08
_FEWEST = 3
_WORDS = range(8, 41)
_PARTS = 6
_MOST_OF_PART = 4
_OPENING = 0.1
_BREVITY = 0.7
_FIGURE = 1.3
_QUESTION = 0.5
_SAID_BEFORE = 0.6

_WORD = re.compile(r"[^\W\d_][^\W_]+(?:['’-][^\W_]+)*")
_ENDING = re.compile(r"(?<=\w{3})(?:['’]s|ings?|ed(?:ly)?|ies|es|ly|s)$")
_HESITATION = re.compile(
    r"\b(?:um+|uh+|mm+|hmm|yeah|okay|oh|like|you know|i mean|sort of|kind of|well)\b", re.IGNORECASE
)
_NUMBER = re.compile(
    r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|forty|fifty|hundred|thousand|"
    r"million|percent)\b",
    re.IGNORECASE,
)


class _Candidate(Struct, frozen=True):
    at: int
    part: int
    topics: frozenset[str]
    worth: float


def highlights(said: Sequence[Sequence[Quote]]) -> tuple[Quote, ...]:
    """Return about one sentence in twelve, at most ``MOST``, in order; ``said`` has the sentences of each turn.

    Each next one is that whose recurring words weigh most for its length, those already covered weighing less.
    Fluent sentences, figures and the opening, where agendas are said, count more, questions less; no sixth of the
    meeting gives more than a third of the highlights.
    """
    quotes = [quote for sentences in said for quote in sentences]
    total = min(MOST, max(_FEWEST, round(_SHARE * len(quotes))))
    return tuple(quotes[at] for at in sorted(_chosen(_candidates(quotes), total)))


def _candidates(quotes: Sequence[Quote]) -> list[_Candidate]:
    names = frozenset(stem for quote in quotes for stem in _topics(quote.speaker))
    lengths = [len(quote.text.split()) for quote in quotes]
    spoken = sum(lengths)
    return [
        _Candidate(
            at,
            math.ceil(end / spoken * _PARTS),
            _topics(quote.text) - names,
            _worth(quote, end / spoken, length),
        )
        for at, (quote, length, end) in enumerate(zip(quotes, lengths, accumulate(lengths), strict=True))
        if length in _WORDS
    ]


def _worth(quote: Quote, place: float, length: int) -> float:
    fluency = max(1 - len(_HESITATION.findall(quote.text)) / length, 0.05)
    opening = 1 + max(0.0, 1 - place / _OPENING) / 2
    figure = _FIGURE if _NUMBER.search(quote.text) else 1.0
    question = _QUESTION if quote.text.endswith("?") else 1.0
    return fluency * opening * figure * question / float(length**_BREVITY)


def _chosen(candidates: Sequence[_Candidate], total: int) -> list[int]:
    weights = _weights(candidates)
    left = {candidate.at: candidate for candidate in candidates}
    taken: Counter[int] = Counter()
    chosen: list[int] = []
    while left and len(chosen) < total:
        within = [c for c in left.values() if taken[c.part] < _MOST_OF_PART] or list(left.values())
        best = max(within, key=lambda c: (c.worth * sum(weights.get(word, 0.0) for word in c.topics), -c.at))
        chosen.append(best.at)
        del left[best.at]
        taken[best.part] += 1
        weights |= {word: weights[word] * _SAID_BEFORE for word in best.topics & weights.keys()}
    return chosen


def _weights(candidates: Sequence[_Candidate]) -> dict[str, float]:
    """Return the weight of each word that more than one sentence has."""
    counts = Counter(word for candidate in candidates for word in candidate.topics)
    return {word: math.log(1 + count) ** 2 for word, count in counts.items() if count > 1}


def _topics(text: str) -> frozenset[str]:
    """Return the stems of the words that say what a text is about."""
    words = (match[0].lower().replace("’", "'") for match in _WORD.finditer(text))
    return frozenset(_ENDING.sub("", word) for word in words if word not in COMMON)
