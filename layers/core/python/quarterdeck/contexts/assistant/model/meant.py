"""Which meetings a question may be about."""

from dataclasses import dataclass
from datetime import date, datetime

from msgspec import Struct


class Days(Struct, frozen=True):
    """The days from ``since`` to ``until``, both included, and the words that mean them."""

    since: date
    until: date
    phrase: str


class MeetingScope(Struct, frozen=True):
    """Which meetings a question across several is about; an empty part doesn't restrict them.

    ``people`` has one set for each person named: all whom the name may mean. Days are inclusive, and ``phrase`` is
    how the question says them. ``periods`` are the single ones of several ("Q1 and Q2"), in order of time; ``named``
    are the question's words that name companies and people.
    """

    companies: tuple[str, ...] = ()
    people: tuple[tuple[str, ...], ...] = ()
    kind: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    phrase: str = ""
    periods: tuple[Days, ...] = ()
    named: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """A meeting that the question may be about."""

    meeting_id: str
    title: str
    company: str
    date: datetime
    score: float
