"""What was found about a topic: sentences, whose they are, and the meetings that they are from."""

import re
from collections.abc import Iterable, Mapping

from msgspec import Struct

from quarterdeck.contexts.assistant.brief import Meetings
from quarterdeck.contexts.assistant.contracts.across.signals import Signal
from quarterdeck.contexts.assistant.contracts.across.topics import Topic
from quarterdeck.contexts.assistant.contracts.spoken import Sentence
from quarterdeck.contexts.meetings.model import Meeting

FEWEST_WORDS, EASY_WORDS = 5, range(7, 36)
FIGURE, HARD, ASKS = 0.15, 0.3, 0.1
CLEAR, CLEAREST = 0.1, 3
_FIGURE = re.compile(r"\d")
_WHO = re.compile(r"(?:(?:[Hh]i|[Hh]ello|[Gg]ood \w+)\W+)?(?:I.m|I am|[Mm]y name is) [A-Z]")


class Find(Struct, frozen=True):
    """A sentence about a topic, the meeting that it is from, and how good a quote it makes."""

    sentence: Sentence
    meeting: Meeting
    worth: float

    @property
    def speaker(self) -> str:
        return self.sentence.piece.speaker


class Wanted(Struct, frozen=True):
    """Which sentences count besides being about the topic: of a kind, or of one side.

    ``vendors`` asks for what our own people said; else it is the customers' words.
    """

    signal: Signal | None = None
    vendors: bool = False

    def of(self, sentences: Iterable[Sentence], meetings: Mapping[str, Meeting]) -> list[Sentence]:
        """Return the sentences that are said by those whose words are wanted, and of the kind."""
        not_theirs = {id_: m.customers() if self.vendors else m.vendors() for id_, m in meetings.items()}
        return [
            sentence
            for sentence in sentences
            if sentence.piece.speaker not in not_theirs.get(sentence.piece.document, {sentence.piece.speaker})
            and sentence.text.count(" ") >= FEWEST_WORDS - 1
            and (self.signal is None or self.signal.said.search(sentence.text))
        ]

    def strength(self, sentence: Sentence) -> float:
        """Return how clearly the sentence is of the kind."""
        return CLEAR * min(len(self.signal.said.findall(sentence.text)), CLEAREST) if self.signal else 0.0


def finds(
    topic: Topic, wanted: Wanted, sentences: Iterable[Sentence], meetings: Mapping[str, Meeting]
) -> list[Find]:
    """Return those of the wanted sentences that are about the topic; ``meetings`` has each by its id."""
    weighed = ((sentence, topic.weight(sentence)) for sentence in sentences)
    return [
        Find(
            sentence,
            meetings[sentence.piece.document],
            weight + wanted.strength(sentence) + _quality(sentence),
        )
        for sentence, weight in weighed
        if weight
    ]


def _quality(sentence: Sentence) -> float:
    """Return how well the sentence can be quoted alone."""
    easy = 0.0 if len(sentence.text.split()) in EASY_WORDS else -HARD
    figure = FIGURE if _FIGURE.search(sentence.text) else 0.0
    said_of_oneself = HARD if _WHO.match(sentence.text) else 0.0
    return easy + figure - said_of_oneself - (ASKS if sentence.asks else 0.0)


def meetings_of(found: Iterable[Find]) -> Meetings:
    """Return the meetings that the sentences are from, each once."""
    return tuple({find.meeting.id: find.meeting for find in found}.values())


def best(found: Iterable[Find], limit: int) -> list[Find]:
    """Return up to so many to quote, in order of time: of every company first one, each of another meeting first."""
    ranked = sorted(found, key=lambda find: (-find.worth, find.sentence.order))
    chosen: list[Find] = []
    for keys in (_company, _meeting, _turn):
        for find in ranked:
            if len(chosen) < limit and keys(find) not in map(keys, chosen):
                chosen.append(find)
    return sorted(chosen, key=lambda find: (find.meeting.date, find.sentence.order))


def _company(find: Find) -> str:
    return find.meeting.company


def _meeting(find: Find) -> str:
    return find.meeting.id


def _turn(find: Find) -> tuple[str, int]:
    return find.sentence.piece.document, find.sentence.piece.turn
