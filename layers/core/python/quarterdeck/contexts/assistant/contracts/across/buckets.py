"""Stretches of time that meetings are counted by: weeks, months, quarters or years, empty ones as well."""

import re
from collections.abc import Sequence
from datetime import date, timedelta

from msgspec import Struct

from quarterdeck.contexts.assistant.brief import Brief, Meetings
from quarterdeck.contexts.meetings.model import Meeting
from quarterdeck.contexts.meetings.when import around

_SAID = re.compile(
    r"\b(?:by|per|each|every|last|past|previous|\d+|two|three|four|five|six) (?P<unit>week|month|quarter|year)s?\b"
    r"|\b(?P<adverb>week|month|quarter|year)ly\b",
    re.IGNORECASE,
)
# The longest stretch, in days, that is told in weeks, months and quarters.
_LONGEST = (("week", 45), ("month", 400), ("quarter", 1500))
MOST = 24
"""The most buckets: of a longer time the last ones."""


class Bucket(Struct, frozen=True):
    """The days from ``since`` to ``until``, both included; ``label`` says them, and where only a part is meant."""

    label: str
    since: date
    until: date

    def of(self, meetings: Sequence[Meeting]) -> Meetings:
        """Return those of the meetings that were then, by the clock their dates have."""
        return tuple(meeting for meeting in meetings if self.since <= meeting.date.date() <= self.until)


def buckets(brief: Brief, meetings: Meetings) -> list[Bucket]:
    """Return the buckets from the first day of the scope, or meeting, to the last, in order.

    The unit is the one that the question says, else by the length of the whole.
    """
    days = [meeting.date.date() for meeting in meetings]
    first = brief.scope.since or min(days)
    last = min(brief.scope.until, max(brief.question.as_of.date(), *days)) if brief.scope.until else max(days)
    unit = _unit(brief.question.text, (last - first).days)
    found = []
    at = first
    while at <= last:
        start, end = around(at, unit)
        found.append(_bucket(unit, (start, end), max(start, first) if brief.scope.since else start))
        at = end + timedelta(1)
    return found[-MOST:]


def _unit(text: str, days: int) -> str:
    said = _SAID.search(text)
    if not days:
        return "month"
    if said and days > 7:  # noqa: PLR2004 - a week has no parts
        return (said["unit"] or said["adverb"]).lower()
    return next((unit for unit, longest in _LONGEST if days <= longest), "year")


def _bucket(unit: str, days: tuple[date, date], first: date) -> Bucket:
    start, end = days
    part = f" (from {first.day} {first:%B})" if first > start else ""
    return Bucket(_label(unit, start) + part, first, end)


def _label(unit: str, start: date) -> str:
    labels = {
        "week": f"Week of {start.day} {start:%B %Y}",
        "month": f"{start:%B %Y}",
        "quarter": f"Q{(start.month + 2) // 3} {start.year}",
    }
    return labels.get(unit, str(start.year))
