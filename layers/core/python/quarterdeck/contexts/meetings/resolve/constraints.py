"""What a question says of the meeting it means: with whom, when, of which kind, and which of several."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime

from msgspec import Struct

from quarterdeck.contexts.meetings.model import Meeting
from quarterdeck.contexts.meetings.resolve.kinds import kind
from quarterdeck.contexts.meetings.resolve.mentions import Mention, Word, as_names, mentions, misspelt, words
from quarterdeck.contexts.meetings.resolve.names import company_names, first_words, keys, people_names
from quarterdeck.contexts.meetings.resolve.occasions import neighbour, place
from quarterdeck.contexts.meetings.resolve.strangers import strangers
from quarterdeck.contexts.meetings.when import Period, resolve_when

_ABOUT = re.compile(r"\b(?:about|regarding|concerning|on\s+the\s+topic\s+of)\b", re.IGNORECASE)
_ONGOING = re.compile(r"today|tonight|this\s", re.IGNORECASE)


class Constraints(Struct, frozen=True):
    """What the question says of the meeting it means.

    ``people`` has one set for each person named: all whom the name may mean. ``period_is_topic`` tells that the
    days may be what was spoken about. ``place`` is an index into the meetings in order of time, ``neighbour`` -1
    or 1 for the meeting before or after the one last spoken of. ``named`` are the words that name companies and people.
    """

    companies: frozenset[str] = frozenset()
    people: tuple[frozenset[str], ...] = ()
    period: Period | None = None
    period_is_topic: bool = False
    kind: tuple[str, ...] = ()
    place: int | None = None
    neighbour: int | None = None
    named: tuple[str, ...] = ()


def understand(
    text: str, meetings: Sequence[Meeting], aliases: Mapping[str, Sequence[str]], as_of: datetime
) -> tuple[Constraints, tuple[str, ...]]:
    """Return the constraints, and the names that the question takes for known but no meeting has."""
    said = words(text)
    met = {meeting.company for meeting in meetings}
    people = people_names(frozenset(person.name for meeting in meetings for person in meeting.participants))
    companies = _companies(said, met, aliases)
    called = as_names(said, mentions(said, people)) or misspelt(said, people)
    persons = [mention for mention in called if not _overlaps(mention, companies)]
    about = _ABOUT.search(text)
    topic_from = about.end() if about else len(text)
    period = resolve_when(text, as_of)
    named = {said[at].key for mention in (*companies, *persons) for at in range(mention.first, mention.last)}
    constraints = Constraints(
        companies=frozenset(name for mention in companies for name in mention.names),
        people=tuple(m.names for m in _outside_topic(persons, said, topic_from, needed=not companies)),
        period=period,
        period_is_topic=bool(period and _is_topic(period, text, topic_from)),
        kind=kind(text, meetings),
        place=place(text),
        neighbour=neighbour(text),
        named=tuple(sorted(named)),
    )
    without_meeting = sorted(constraints.companies - met) if not constraints.companies & met else []
    strange = [
        name for name in strangers(text) if named.isdisjoint(keys(name)) and not _occurs(name, meetings)
    ]
    return constraints, (*without_meeting, *strange)


def _occurs(name: str, meetings: Sequence[Meeting]) -> bool:
    """Tell whether a word of the name is known from a meeting: a product in a title, our own company..."""
    known = {title for meeting in meetings for title in (meeting.title, meeting.company)}
    known |= {person.company or "" for meeting in meetings for person in meeting.participants}
    return any(not set(keys(name)).isdisjoint(keys(other)) for other in known)


def _companies(said: Sequence[Word], met: set[str], aliases: Mapping[str, Sequence[str]]) -> list[Mention]:
    names = company_names({*met, *aliases}, aliases)
    short = first_words(met)
    return (
        mentions(said, names) or as_names(said, mentions(said, short)) or misspelt(said, {**short, **names})
    )


def _overlaps(mention: Mention, others: Sequence[Mention]) -> bool:
    return any(mention.first < other.last and other.first < mention.last for other in others)


def _outside_topic(
    found: list[Mention], said: Sequence[Word], topic_from: int, *, needed: bool
) -> list[Mention]:
    """Return the people who were there; those spoken about count only where nobody else is named."""
    there = [mention for mention in found if said[mention.first].start < topic_from]
    return there or (found if needed else [])


def _is_topic(period: Period, text: str, topic_from: int) -> bool:
    at = text.index(period.phrase)
    possessive = text[at + len(period.phrase) :].startswith(("'s", "’s"))
    return at >= topic_from or (bool(_ONGOING.match(period.phrase)) and not possessive)
