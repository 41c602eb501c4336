"""What a sentence of a product record says to "is it so?": yes, no, only later, or neither.

A denial means "no" only where it denies that the thing asked about is there. What it means otherwise ("data never
leaves the region", to "is it stored here?") is for people to judge.
"""

import re
from collections.abc import Iterator
from enum import StrEnum
from itertools import pairwise

from quarterdeck.contexts.assistant.contracts import catalogue
from quarterdeck.contexts.assistant.contracts.coverage import GRANTS, Topic, mentions, names
from quarterdeck.contexts.assistant.terms import STOP
from quarterdeck.services.language.denial import lacks, limits, postpones
from quarterdeck.services.language.words import stem, words

_CONTRAST = re.compile(
    r";|,\s(?:not|only)\b|\b(?:but|while|whereas|although|though|however|except)\b", re.IGNORECASE
)
_RELATIVE = re.compile(r"\b(?:that|which|who|where|when|if|unless)\b", re.IGNORECASE)
_VERBAL = re.compile(r"\b(?:not|never|cannot|nobody|neither|nor)\b|n['’]t\b", re.IGNORECASE)
_NOMINAL = re.compile(r"\b(?:no|without|none of)\b", re.IGNORECASE)
_HARMLESS = re.compile(
    r"\b(?:no (?:more|less|longer|fewer|later|extra|additional|limits?|matter|charge|costs?|fees?|need|setup)"
    r"|not (?:only|just))\b",
    re.IGNORECASE,
)
_ENDS_NOUN = re.compile(r"\b(?:is|are|was|were|has|have|needed|required|will|can)\b", re.IGNORECASE)
_PARTIAL = re.compile(
    r"\b(?:over|above|below|under|beyond|outside|unless|until|before|after|more than|all|every|\w+er than)\b",
    re.IGNORECASE,
)
_ASIDE = re.compile(r",\s(?:and|with|so)\b|\b(?:at|with|for)\s*$", re.IGNORECASE)
_SKIPPED = (STOP - {"have", "has", "need", "use"}) | {"yet", "currently", "itself", "directly"}


class Says(StrEnum):
    """What a sentence says; UNSURE is neither yes nor no."""

    YES = "Yes."
    CONDITION = "Yes, with a condition."
    LATER = "Not yet."
    PARTLY = "Not in every case."
    NO = "No."
    UNSURE = ""


def says(topic: Topic, sentence: str, record: str) -> Says:
    """Return what the sentence says; what its record puts off, limits or withdraws as a whole is so too."""
    state, said = catalogue.state_of(record), _said(topic, _part(topic, sentence))
    if said is not Says.YES:
        return said
    if postpones(state) or postpones(sentence):
        return Says.LATER
    if lacks(state) or _VERBAL.search(state):
        return Says.NO
    return Says.CONDITION if limits(state) or limits(sentence) else Says.YES


def _part(topic: Topic, sentence: str) -> str:
    """Return the part of the sentence that is most about the topic, up to a contrast; of equal ones the last."""
    return max(reversed([*_parts(sentence)]), key=lambda part: (names(topic, part), mentions(topic, part)))


def _parts(sentence: str) -> Iterator[str]:
    """Yield the parts between contrasts, each with the word that begins it, which may be a "not"."""
    starts = [0, *(match.start() for match in _CONTRAST.finditer(sentence)), len(sentence)]
    return (sentence[start:end] for start, end in pairwise(starts))


def _said(topic: Topic, part: str) -> Says:
    if lacks(part):
        return Says.NO
    masked = _HARMLESS.sub(lambda found: found[0] if mentions(topic, found[0]) else "x" * len(found[0]), part)
    nominal, verbal = _NOMINAL.search(masked), _VERBAL.search(masked)
    if nominal and _denies_thing(topic, masked[nominal.end() :]):
        return Says.YES if topic.lacking else _no(masked[nominal.end() :])
    if verbal is None:
        return Says.UNSURE if nominal and _is_main(masked[: nominal.start()], nominal[0]) else Says.YES
    before, after = masked[: verbal.start()], masked[verbal.end() :]
    if mentions(topic, before) and _RELATIVE.search(before) and not _denies_asked(topic, after):
        return Says.YES
    return _no(after) if _denies_asked(topic, after) or _denies_being(after) else Says.UNSURE


def _denies_thing(topic: Topic, after: str) -> bool:
    """Tell whether what there is none of, up to the next verb, is what is asked about."""
    return any(topic.has(term) for term in _terms(_ENDS_NOUN.split(after, maxsplit=1)[0]))


def _is_main(before: str, word: str) -> bool:
    """Tell whether what there is none of is the sentence's own matter, not said in passing (", and no...")."""
    return word.lower() != "without" and not _RELATIVE.search(before) and not _ASIDE.search(before)


def _denies_asked(topic: Topic, after: str) -> bool:
    """Tell whether what isn't so, or isn't done, is what the question asks about."""
    return any(term in topic.weights or topic.has(term) for term in _terms(after)[:1])


def _denies_being(after: str) -> bool:
    """Tell whether it is denied that a thing is there at all."""
    return all(term in GRANTS for term in _terms(after)[:1])


def _no(denied: str) -> Says:
    return Says.PARTLY if _PARTIAL.search(denied) else Says.NO


def _terms(text: str) -> list[str]:
    return [stem(word) for word in words(text) if word not in _SKIPPED]
