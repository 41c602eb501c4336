"""A question as the set of features that the linear model weighs."""

import re
from collections.abc import Iterator, Sequence

from quarterdeck.contexts.assistant.model import INTENTS, Exchange
from quarterdeck.contexts.assistant.routing.facts import Facts
from quarterdeck.contexts.assistant.routing.known import Known
from quarterdeck.contexts.assistant.routing.naming import find_names
from quarterdeck.contexts.assistant.routing.patterns import patterns
from quarterdeck.contexts.assistant.routing.wording import parts, phrases, tokens

_OPEN = {
    "people": (
        r"he|she|him|her|his|hers|they|them|their|"
        r"the(?:ir)? (?:customers?|clients?|prospects?|buyers?|guy|lady|other one)"
    ),
    "thing": r"it|its|that|this|those|these|the (?:product|tool|feature|plan|thing)",
    "talk": (
        r"(?:the|that|this|last|our|latest|previous|yesterday'?s?) (?:\w+ ){0,2}"
        r"(?:call|meeting|demo|review|session|conversation|chat)"
    ),
}
_OPEN_WORDS = {name: re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for name, words in _OPEN.items()}
"""Words that point at people, at a thing or at a talk without naming it."""

_LENGTHS = (1, 2, 3, 6, 11, 19)
_FEW = 3


def features(
    text: str, exchanges: Sequence[Exchange], facts: Facts, known: Known, before: str | None
) -> set[str]:
    """Return the features; ``before`` is the contract of what the conversation last asked, were it clear."""
    said = tokens(facts.naming.masked)
    found = {*phrases(said), *parts(said), *_told(text, exchanges, facts, known)}
    found.update(f"P:{row.intent}{row.contract}" for row in patterns() if row.matches(text))
    if exchanges:
        found.update(phrases(said, "T>"))
        found.update(_before(text, exchanges[-1], known, before))
    return found


def _before(text: str, last: Exchange, known: Known, before: str | None) -> Iterator[str]:
    """Yield what the last exchange was of, also together with how short the question is that follows it."""
    for prefix, said in (("U>", last.question), ("A>", last.answer)):
        yield from (prefix + word for word in tokens(find_names(said, known).masked))
    if before:
        length = _length(text)
        for what in (before, INTENTS[before].value):
            yield from (f"V:{what}", f"V:{what}{length}")


def _told(text: str, exchanges: Sequence[Exchange], facts: Facts, known: Known) -> Iterator[str]:
    """Yield how many of each kind are named, what that leaves open, and how that fits the words that point."""
    naming = facts.naming
    contacts = [m for m in naming.people if not known.employers.keys().isdisjoint(m.names)]
    companies = {name for mention in naming.companies for name in mention.names}
    counts = {
        "co": len(naming.companies),
        "con": len(contacts),
        "rep": len(naming.people) - len(contacts),
        "prod": len(naming.products),
    }
    yield from (f"F:{kind}{min(count, 2)}" for kind, count in counts.items())
    yield f"F:all{min(len(companies), 2)}{min(len(contacts), 2)}{min(len(naming.products), 2)}"
    named = bool(naming.companies or contacts)
    state = _state(exchanges, facts, named=named)
    yield from (f"F:{each}" for each in (f"st{state}", f"len{_length(text)}", f"len{_length(text)}{state}"))
    for name, pattern in _OPEN_WORDS.items():
        if pattern.search(text):
            yield from (f"F:{name}", f"F:{name}{state}")
    if not named:
        yield f"F:{'prodonly' if naming.products else 'nothing'}{'T' if exchanges else 'N'}"
    if any(each.products for each in facts.before):
        yield "F:prodbefore"
    yield from _resolved(facts)


def _resolved(facts: Facts) -> Iterator[str]:
    yield from (f"F:ambiguous{what}" for what in facts.ambiguous)
    resolution, said = facts.resolution, facts.resolution.constraints
    marks = {
        "ambiguous": bool(facts.ambiguous),
        "unknown": bool(facts.unknown or resolution.unknown),
        "period": said.period is not None,
        "kind": bool(said.kind),
        "place": said.place is not None,
        "certain": resolution.certain,
    }
    yield from (f"F:{mark}" for mark, holds in marks.items() if holds)
    left = len(resolution.meetings)
    yield f"F:left{left if left <= 1 else 'few' if left <= _FEW else 'many'}"


def _state(exchanges: Sequence[Exchange], facts: Facts, *, named: bool) -> str:
    """Return whether there is a conversation, whether it named a company or person, and whether the question does."""
    told = any(each.companies or each.people for each in facts.before)
    return f"{'T' if exchanges else 'N'}{'R' if told else 'r'}{'n' if named else '-'}"


def _length(text: str) -> str:
    count = len(text.split())
    return str(next((most for most in _LENGTHS if count <= most), 20))
