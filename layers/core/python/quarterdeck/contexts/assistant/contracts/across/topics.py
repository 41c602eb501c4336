"""What a question across meetings is about: a theme, some words of its own, or nothing in particular."""

import re
from functools import lru_cache

from msgspec import Struct

from quarterdeck.contexts.assistant.brief import Brief
from quarterdeck.contexts.assistant.contracts.across.themes import Theme, themes
from quarterdeck.contexts.assistant.contracts.across.unknown import unknown_names
from quarterdeck.contexts.assistant.contracts.spoken import Sentence
from quarterdeck.contexts.assistant.model import Exchange, Intent, MeetingScope
from quarterdeck.contexts.assistant.scoping import goes_on
from quarterdeck.contexts.assistant.terms import synonyms, terms
from quarterdeck.contexts.meetings.meeting_words import KINDS, PLAIN
from quarterdeck.services.language.words import stem

_ASKING = frozenset(
    stem(word)
    for word in """
        compare compared comparison comparing versus vs difference different differ differently trend trending
        change changed changing evolve evolved develop developed shift shifted grow grew rise fall increase over
        across between common most often frequent frequently recurring pattern theme topic issue objection
        concern complaint question problem customer account prospect client company deal contact everyone who
        come came up raise raised mention bring push back pushback worry worried hesitate hesitation want need
        like request requested love praise feedback happy look main top biggest far so many total number count
        last past previous first recent recently week month quarter year quarterly monthly weekly day period
        since today each every all several both two three four five six ten q1 q2 q3 q4 summary summarise
        overview show list tell table side-by-side answered unanswered open outstanding still hear heard voice
        voiced thing anything sentiment mood regard respect actually please sure really lately mostly similar
        alike faq find finds high low too interest complain complains complained complaining promise promises
        promised told product products
        """.split()
)
_WEAK = frozenset(
    stem(word)
    for word in "level requirement plan process work life offer kind type way part case detail".split()
)
_CALENDAR = re.compile(
    r"\b(?:january|february|march|april|june|july|august|september|october|november|december|q[1-4]|20\d\d)\b|\bMay\b",
    re.IGNORECASE,
)
_PARTS = re.compile(r",\s*(?:and\s+)?|\s+(?:and|or|versus|vs\.?)\s+", re.IGNORECASE)
_KEEP = re.compile(r"\bkeeps? (?=\w+ing\b)", re.IGNORECASE)
_MEETING = re.compile(rf"\b(?:{PLAIN}|{KINDS})\b", re.IGNORECASE)
CLEARER = 0.15
NEARLY = 0.6
"""How much of a topic's words a sentence and those around it must have."""


class Topic(Struct, frozen=True):
    """What is looked for: a theme, or the stems of the question's own words; without either, anything."""

    label: str
    terms: tuple[str, ...] = ()
    theme: Theme | None = None

    @property
    def find(self) -> str:
        """What search looks for."""
        return f"{self.label} {self.theme.find}" if self.theme else self.label

    def weight(self, sentence: Sentence) -> float:
        """Return how much the sentence, and the rest of its turn half as much, is about the topic; 1 is enough."""
        if self.theme:
            return _clear(len(self.theme.said.findall(sentence.text)))
        if not self.terms:
            return 1.0
        own = self._share(sentence.terms)
        share = (own + self._share(_stems(sentence.piece.text))) / 2 if 0 < own < 1 else own
        return share if share >= NEARLY else 0.0

    def _share(self, said: frozenset[str]) -> float:
        return sum(_has(term, said) for term in self.terms) / len(self.terms)


def _clear(times: int) -> float:
    """Return how clearly a theme is meant that a sentence has in so many words."""
    return 1 + CLEARER * (min(times, 3) - 1) if times else 0.0


@lru_cache(maxsize=2_000)
def _stems(text: str) -> frozenset[str]:
    return frozenset(terms(text))


def _has(term: str, said: frozenset[str]) -> float:
    return 1.0 if term in said else 0.8 if not synonyms(term).isdisjoint(said) else 0.0


def themed(theme: Theme) -> Topic:
    """Return the theme as a topic."""
    return Topic(theme.name, theme=theme)


def topics(brief: Brief) -> tuple[Topic, ...]:
    """Return what the question is about; a question that goes on is about what was asked before it.

    Empty where the question names no topic.
    """
    own = _of(brief.question.text, brief.scope)
    return own or next((topic for each in before(brief) if (topic := _of(each.question, each.scope))), ())


def before(brief: Brief) -> list[Exchange]:
    """Return the questions across meetings that this one goes on from, the last first."""
    if not goes_on(brief.question.text):
        return []
    return [each for each in reversed(brief.conversation) if each.intent is Intent.MULTI_MEETING]


def _of(text: str, scope: MeetingScope) -> tuple[Topic, ...]:
    names = (*scope.companies, *scope.named, *unknown_names(text, scope))
    unsaid = _ASKING | {term for name in names for term in terms(name)}
    parts = [_topic(part, unsaid) for part in _PARTS.split(_bare(text, scope))]
    return tuple({part.label: part for part in parts if part}.values())


def _bare(text: str, scope: MeetingScope) -> str:
    """Return the question without its days and its words for meetings."""
    phrases = [scope.phrase, *(days.phrase for days in scope.periods)]
    for phrase in filter(None, phrases):
        text = text.replace(phrase, " , ")
    return _MEETING.sub(" ", _CALENDAR.sub(" ", _KEEP.sub(" ", text)))


def _topic(part: str, unsaid: frozenset[str]) -> Topic | None:
    words = [word for word in re.findall(r"[^\s,;:.?!\"“”()]+", part) if set(terms(word)) - unsaid]
    stems = tuple(dict.fromkeys(term for word in words for term in terms(word) if term not in unsaid))
    telling = tuple(term for term in stems if term not in _WEAK) or stems
    if not telling:
        return None
    named = next((theme for theme in themes() if set(telling) <= theme.asked), None)
    return themed(named) if named else Topic(_titled(" ".join(words)), telling)


def _titled(words: str) -> str:
    """Return the words as they can head a paragraph."""
    return words[:1].upper() + words[1:]
