"""What is known of a question apart from its wording: whom it names, what it leaves open, and what came before."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from msgspec import Struct

from quarterdeck.contexts.assistant.model import Exchange
from quarterdeck.contexts.assistant.routing.known import Known
from quarterdeck.contexts.assistant.routing.naming import Naming, find_names
from quarterdeck.contexts.meetings.resolve import Resolution, keys, resolve, strangers

_LOOK_BACK = 2
_ANSWER_CHARACTERS = 300


class Facts(Struct, frozen=True):
    """``ambiguous`` tells "company" or "person" where a name means several and nothing else says which of them.

    ``before`` has the names in the last exchanges, oldest first. ``unknown`` are names that the question takes for
    known and nobody has.
    """

    naming: Naming
    before: tuple[Naming, ...]
    resolution: Resolution
    ambiguous: frozenset[str]
    unknown: tuple[str, ...]


def find_facts(text: str, exchanges: Sequence[Exchange], known: Known, as_of: datetime) -> Facts:
    """Return what can be told about the question from the tenant's names and the conversation."""
    naming = find_names(text, known)
    before = tuple(
        find_names(f"{exchange.question}. {exchange.answer[:_ANSWER_CHARACTERS]}", known)
        for exchange in exchanges[-_LOOK_BACK:]
    )
    earlier = [meeting_id for exchange in exchanges for meeting_id in exchange.meeting_ids]
    resolution = resolve(text, known.meetings, known.aliases, as_of, earlier)
    about = {company for each in (naming, *before) for company in _companies(each, known)}
    ambiguous = frozenset(_ambiguous(naming, about, known))
    return Facts(naming, before, resolution, ambiguous, tuple(_unknown(text, known)))


def _companies(naming: Naming, known: Known) -> Iterator[str]:
    """Yield the companies named, or meant by the name of somebody who works there."""
    for mention in naming.companies:
        if len(mention.names) == 1:
            yield from mention.names
    for mention in naming.people:
        employers = {known.employers.get(name) for name in mention.names}
        if len(employers) == 1:
            yield from filter(None, employers)


def _ambiguous(naming: Naming, about: set[str], known: Known) -> Iterator[str]:
    if any(len(mention.names) > 1 and mention.names.isdisjoint(about) for mention in naming.companies):
        yield "company"
    for mention in naming.people:
        there = [name for name in mention.names if known.employers.get(name) in about]
        if len(mention.names) > 1 and len(there) != 1:
            yield "person"


def _unknown(text: str, known: Known) -> Iterator[str]:
    return (name for name in strangers(text) if known.words.isdisjoint(keys(name)))
