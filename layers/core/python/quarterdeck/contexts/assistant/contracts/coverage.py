"""What a question asks about a product, and how much of it a record's sentence speaks of."""

import re

from msgspec import Struct

from quarterdeck.contexts.assistant.terms import synonyms, terms
from quarterdeck.services.language.words import stem

# What a term counts for: names and figures most, what any question about a feature says least.
NAME, GRANTING = 1.75, 0.25
# What a mention counts for elsewhere than in the sentence itself.
IN_NAME, IN_RECORD, SYNONYM = 0.9, 0.5, 0.7

GRANTS = frozenset(
    stem(word)
    for word in """
    support have has offer provide include contain feature capable capability handle allow enable available exist come
    work integrate ability able possible part
    """.split()
)
"""What a sentence says of something that is there, or denies of what isn't."""

_ASKS_FOR = GRANTS | {
    stem(word)
    for word in """
    use run built ship product customer user need require plan platform tool solution software system together native
    natively direct directly
    """.split()
}
_NAMES = re.compile(r"(?<!^)\b[A-Z][\w'’-]*|^[A-Z]{2,}\b|\d[\w.,]*")
_LACKING = re.compile(r"\b(?:without|no)\b", re.IGNORECASE)


class Topic(Struct, frozen=True):
    """What a question asks about, as stems with their weights.

    ``named`` are those that it writes as names and figures; ``lacking`` tells that it asks whether something is so
    without another thing.
    """

    weights: dict[str, float]
    named: frozenset[str]
    lacking: bool

    @property
    def core(self) -> frozenset[str]:
        """The terms that an answer is about."""
        return frozenset(term for term, weight in self.weights.items() if weight > GRANTING)

    def has(self, term: str) -> bool:
        """Tell whether the term, or one that may stand for it, is what is asked about."""
        return term in self.core or not synonyms(term).isdisjoint(self.core)


def topic_of(text: str) -> Topic:
    """Return the topic of a question, given without names of products."""
    found = dict.fromkeys(terms(text))
    names = {term for word in _NAMES.findall(text.strip()) for term in terms(word)}
    names |= {term for term in found if term.isdigit()}
    weights = {t: NAME if t in names else GRANTING if t in _ASKS_FOR else 1.0 for t in found}
    return Topic(weights, frozenset(names & set(found)), bool(_LACKING.search(text)))


def coverage(topic: Topic, sentence: str, name: str, record: str) -> float:
    """Return how much of the topic the sentence speaks of, from 0 to 1, given its record's name and whole text.

    A sentence that lacks a name or figure of the topic, as does its record's name, speaks of something else.
    """
    shares = {
        term: max(_share(term, sentence), IN_NAME * _share(term, name), IN_RECORD * _share(term, record))
        for term in topic.weights
    }
    if not topic.core or any(shares[term] <= IN_RECORD for term in topic.named):
        return 0.0
    return sum(topic.weights[t] * share for t, share in shares.items()) / sum(topic.weights.values())


def mentions(topic: Topic, text: str) -> float:
    """Return how many of the terms asked about the text has, each by its weight."""
    return sum(topic.weights[term] for term in topic.core if _share(term, text))


def names(topic: Topic, text: str) -> int:
    """Return how many of the names and figures asked about the text has."""
    return len(topic.named & set(terms(text)))


def _share(term: str, text: str) -> float:
    there = set(terms(text))
    return 1.0 if term in there else 0.0 if there.isdisjoint(synonyms(term)) else SYNONYM
