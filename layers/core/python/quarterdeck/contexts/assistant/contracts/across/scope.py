"""The meetings that a question across several is about, and how answers speak of them."""

from collections.abc import Iterable, Sequence
from datetime import date

from msgspec.structs import replace

from quarterdeck.contexts.assistant.brief import Brief, Meetings
from quarterdeck.contexts.assistant.clarify import day
from quarterdeck.contexts.assistant.contracts.base import Library
from quarterdeck.contexts.assistant.model import Days, MeetingScope
from quarterdeck.contexts.meetings.model import Meeting
from quarterdeck.contexts.meetings.resolve import of_kind

NAMED = 6
"""How many companies a sentence lists."""


def everything(brief: Brief, library: Library) -> Meetings:
    """Return all meetings, latest first, their dates by the asker's clock."""
    return tuple(replace(m, date=brief.asker.local(m.date)) for m in library.meetings())


def within(meetings: Meetings, scope: MeetingScope) -> Meetings:
    """Return those of the meetings that the scope leaves.

    A person who was in none of them, and a kind that none has, restrict nothing.
    """
    left = [m for m in meetings if (not scope.companies or m.company in scope.companies) and _then(m, scope)]
    for meant in scope.people:
        left = [m for m in left if any(person.name in meant for person in m.participants)] or left
    return tuple((of_kind(left, scope.kind) if scope.kind else left) or left)


def _then(meeting: Meeting, scope: MeetingScope) -> bool:
    periods = scope.periods or tuple(
        Days(scope.since, scope.until, "") for _ in "1" if scope.since is not None and scope.until is not None
    )
    return not periods or any(days.since <= meeting.date.date() <= days.until for days in periods)


def counted(meetings: Iterable[Meeting]) -> str:
    """Return how many meetings with how many customers these are: "15 meetings with 5 customers"."""
    known = list(meetings)
    customers = len({meeting.company for meeting in known})
    return f"{number(len(known), 'meeting')} with {number(customers, 'customer')}"


def number(count: int, noun: str) -> str:
    """Return the count of a noun that takes an s: "1 meeting", "2 meetings"."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def spanned(meetings: Sequence[Meeting]) -> str:
    """Return the meetings' first and last day as a phrase."""
    first, last = min(m.date for m in meetings), max(m.date for m in meetings)
    return day(first) if first.date() == last.date() else f"{day(first)} to {day(last)}"


def looked_at(meetings: Sequence[Meeting]) -> str:
    """Return the sentence that says which meetings an answer is from."""
    return f"I looked at {counted(meetings)} ({spanned(meetings)})."


def none_there(scope: MeetingScope, known: Meetings) -> str:
    """Return what to say where the scope has no meeting: what was looked for, and what there is."""
    if not known:
        return "There are no meetings yet: ingest one, then ask again."
    companies = sorted({meeting.company for meeting in known})
    more = f" and {len(companies) - NAMED} more" if len(companies) > NAMED else ""
    names = ", ".join(companies[:NAMED]) + more
    return f"There are no meetings{described(scope)}. There are {counted(known)} ({names}), {spanned(known)}."


def described(scope: MeetingScope) -> str:
    """Return what restricts the meetings as a phrase: " with Pinfold, 1 June 2026 to 30 June 2026"."""
    parts = [f"with {' or '.join(scope.companies)}"] if scope.companies else []
    if scope.since and scope.until:
        periods = scope.periods or (Days(scope.since, scope.until, scope.phrase),)
        parts.append(" or ".join(_days(days) for days in periods))
    return " " + ", ".join(parts) if parts else ""


def _days(days: Days) -> str:
    return _day(days.since) if days.since == days.until else f"{_day(days.since)} to {_day(days.until)}"


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
