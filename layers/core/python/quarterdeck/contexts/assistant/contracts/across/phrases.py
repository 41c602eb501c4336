"""Phrases that several customers use and no theme has: what recurs without being known beforehand."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

from quarterdeck.contexts.assistant.contracts.across.themes import themes
from quarterdeck.contexts.assistant.contracts.across.topics import Topic
from quarterdeck.contexts.assistant.contracts.spoken import Sentence
from quarterdeck.contexts.assistant.terms import STOP
from quarterdeck.contexts.meetings.model import Meeting
from quarterdeck.services.language.numerals import NUMBERS
from quarterdeck.services.language.words import stem, words

CUSTOMERS, MEETINGS, MOST = 3, 3, 3
_FILLERS = STOP | {
    "um",
    "uh",
    "good",
    "great",
    "thank",
    "thanks",
    "morning",
    "afternoon",
    "sorry",
    "bit",
    "sort",
    "nice",
}

Pair = tuple[str, str]


def phrases(sentences: Iterable[Sentence], meetings: Mapping[str, Meeting]) -> list[Topic]:
    """Return up to ``MOST`` topics of two neighbouring words, those of most customers first."""
    written: dict[Pair, Counter[str]] = defaultdict(Counter)
    heard: dict[Pair, set[Meeting]] = defaultdict(set)
    for sentence in sentences:
        if _is_themed(sentence.text):
            continue
        meeting = meetings[sentence.piece.document]
        for first, second in _pairs(sentence.text):
            pair = (stem(first), stem(second))
            written[pair][f"{first} {second}"] += 1
            heard[pair].add(meeting)
    recurring = [pair for pair, where in heard.items() if _is_spread(where)]
    ranked = sorted(recurring, key=lambda pair: (-len(heard[pair]), pair))
    return [_topic(pair, written[pair]) for pair in ranked[:MOST]]


def _pairs(text: str) -> Iterator[Pair]:
    for first, second in pairwise(words(text)):
        if all(word not in _FILLERS and word not in NUMBERS and word.isalpha() for word in (first, second)):
            yield first, second


def _is_themed(text: str) -> bool:
    return any(theme.said.search(text) for theme in themes())


def _is_spread(where: set[Meeting]) -> bool:
    return len(where) >= MEETINGS and len({meeting.company for meeting in where}) >= CUSTOMERS


def _topic(pair: Pair, written: Counter[str]) -> Topic:
    label = min(written, key=lambda words: (-written[words], words))
    return Topic(label.capitalize(), pair)
