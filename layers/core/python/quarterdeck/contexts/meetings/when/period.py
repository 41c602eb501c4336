"""Finds the phrase for days in a text and tells whether it means them, a deadline, or all days since."""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta

from msgspec import Struct

from quarterdeck.contexts.meetings.meeting_words import KINDS, PLAIN
from quarterdeck.contexts.meetings.when.days import Days
from quarterdeck.contexts.meetings.when.phrases import rules

_DEADLINE = re.compile(
    r"\b(?:by|before|until|till|next|due|every|each|coming|deadline|starting|beginning|effective|ending|expiring)\s+"
    r"(?:the\s+|on\s+|in\s+|from\s+|this\s+|end\s+of\s+)*\Z",
    re.IGNORECASE,
)
_OF_MEETING = re.compile(rf"['’]s\b|\s+(?:\w+\s+)?(?:{PLAIN}|{KINDS})\b", re.IGNORECASE)
_OPEN_END = re.compile(r"\b(since|after)\s+(?:the\s+)?\Z", re.IGNORECASE)


class Period(Struct, frozen=True):
    """The days from ``start`` to ``end``, both included, and the words that mean them."""

    start: date
    end: date
    phrase: str


def resolve_when(text: str, as_of: datetime) -> Period | None:
    """Return the days that the text speaks of, or None where it names none, or only a deadline ("by Friday").

    Weeks begin on Monday. A month, quarter or day without its year is the latest not after ``as_of``; numbers
    are read as dates only in ISO form (2026-03-03). "Since" and "after" reach to ``as_of``. Of several phrases
    the most exact counts.
    """
    today = as_of.date()
    for pattern, days_of in rules():
        for match in pattern.finditer(text):
            if period := period_of(text, match, days_of, today):
                return period
    return None


def period_of(
    text: str, match: re.Match[str], days_of: Callable[[re.Match[str], date], Days], today: date
) -> Period | None:
    """Return the days that the matched phrase means; None for a deadline, and where there is no such day."""
    if _DEADLINE.search(text, 0, match.start()):
        return None
    try:
        return _period(text, match, days_of(match, today), today)
    except (ValueError, OverflowError):  # as in February 30th
        return None


def _period(text: str, match: re.Match[str], days: Days, today: date) -> Period:
    start, end = days
    open_end = _OPEN_END.search(text, 0, match.start())
    if open_end is None or start > today or _OF_MEETING.match(text, match.end()):
        return Period(start, end, match[0])
    first = start if open_end[1].lower() == "since" else min(end + timedelta(1), today)
    return Period(first, today, text[open_end.start() : match.end()])
