"""The several periods that a question may name: "Q1 and Q2", "June versus September", "from May to July"."""

import re
from collections.abc import Callable
from datetime import date, datetime
from typing import NamedTuple

from quarterdeck.contexts.meetings.when.days import Days
from quarterdeck.contexts.meetings.when.period import Period, period_of
from quarterdeck.contexts.meetings.when.phrases import listed, rules

_RANGE = re.compile(r"\b(?P<word>from|between)\s+\Z", re.IGNORECASE)
_JOINED = re.compile(r",?\s+(?:to|until|till|through|and)\s+(?:in\s+)?", re.IGNORECASE)
_COMPARES = re.compile(r"\b(?:compar|differ|versus|vs\b|chang)", re.IGNORECASE)


class _Said(NamedTuple):
    first: int
    last: int
    period: Period


def resolve_periods(text: str, as_of: datetime) -> tuple[Period, ...]:
    """Return all the days that the text speaks of, in order of time; each is read as by ``resolve_when``.

    "From A to B" is one period, and so is "between A and B" where nothing is compared. A month that follows another
    needs no preposition of its own.
    """
    said = _found(text, as_of.date())
    ranged = _ranged(text, said)
    return (ranged,) if ranged else tuple(sorted({each.period for each in said}, key=lambda each: each.start))


def _found(text: str, today: date) -> list[_Said]:
    """Return the phrases in the order of the text, of overlapping ones the most exact."""
    found = _of(text, today, rules(), [])
    months = _of(text, today, listed(), found)
    return sorted(months if len(months) > 1 else found)


def _of(
    text: str,
    today: date,
    rules: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], date], Days]], ...],
    known: list[_Said],
) -> list[_Said]:
    found = list(known)
    for pattern, days_of in rules:
        for match in pattern.finditer(text):
            if all(match.end() <= each.first or each.last <= match.start() for each in found):
                period = period_of(text, match, days_of, today)
                found += [_Said(match.start(), match.end(), period)] if period else []
    return found


def _ranged(text: str, said: list[_Said]) -> Period | None:
    """Return the whole from the first to the second of two where the text says so."""
    if len(said) != 2:  # noqa: PLR2004 - a range has two ends
        return None
    first, second = said
    opens, joined = _RANGE.search(text, 0, first.first), _JOINED.fullmatch(text, first.last, second.first)
    if not opens or not joined or first.period.start > second.period.end:
        return None
    if opens["word"].lower() == "between" and _COMPARES.search(text):
        return None
    return Period(first.period.start, second.period.end, text[opens.start() : second.last])
