"""The phrases that mean days, the most exact first, each with how to count its days from today."""

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from functools import cache

from quarterdeck.contexts.meetings.meeting_words import KINDS, PLAIN, QUALIFIERS
from quarterdeck.contexts.meetings.when.days import Days, around, back, latest, months_later, newest, one

_Match = re.Match[str]

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_NUMBERS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4}

_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b"
)
_YEAR = r"(?P<year>(?:19|20)\d\d)\b"
_MONTH_DAY = rf"{_MONTH}\.?\s+(?:the\s+)?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?!:)(?:,?\s+{_YEAR})?"
_WEEKDAY = r"(?P<weekday>mon|tues|wednes|thurs|fri|satur|sun)day\b"
_COUNT = r"(?P<count>\d{1,3}|an?|one|(?:a\s+)?couple(?:\s+of)?|two|three|four|five|six)"
_MEETING = rf"(?:{PLAIN}|{KINDS}|{QUALIFIERS})"
_PREPOSITION = "|".join(
    rf"(?<=\b{word}[\s-])"
    for word in ("in", "since", "after", "from", "of", "during", "early", "mid", "late")
)


def _iso(match: _Match, _: date) -> Days:
    return one(date(int(match["year"]), int(match["number"]), int(match["day"])))


def _day_of_year(match: _Match, today: date) -> Days:
    month, day = _month_number(match), int(match["day"])
    if _said(match, "year"):
        return one(date(int(match["year"]), month, day))
    years = (year for year in range(today.year, today.year - 9, -1) if day <= monthrange(year, month)[1])
    return newest((date(year, month, day) for year in years), today)


def _week_of(match: _Match, today: date) -> Days:
    return around(_day_of_year(match, today)[0], "week")


def _day_of_month(match: _Match, today: date) -> Days:
    day = int(match["day"])
    months = (months_later(today, -ago) for ago in range(3))
    long_enough = (first for first in months if day <= monthrange(first.year, first.month)[1])
    return newest((first.replace(day=day) for first in long_enough), today)


def _today(match: _Match, today: date) -> Days:
    phrase = match[0].lower()
    ago = 2 if phrase.startswith("the day") else int(phrase in {"yesterday", "last night"})
    return one(today - timedelta(ago))


def _weekday(match: _Match, today: date) -> Days:
    weekday = _WEEKDAYS.index(match["weekday"][:3].lower())
    week, which = _said(match, "week"), _said(match, "which")
    monday = today - timedelta(today.weekday())
    if week or which == "this":
        return one(monday + timedelta(weekday - (7 if week == "last" else 0)))
    until = today - timedelta(1 if which in {"last", "past"} else 0)
    return one(until - timedelta((until.weekday() - weekday) % 7))


def _ago(match: _Match, today: date) -> Days:
    unit = _said(match, "unit")
    if unit == "day":
        return one(today - timedelta(_count(match)))
    return around(back(today, _count(match), unit), "month" if unit == "year" else unit)


def _recent(match: _Match, today: date) -> Days:
    return back(today, _count(match), _said(match, "unit")), today


def _unit(match: _Match, today: date) -> Days:
    unit, which = _said(match, "unit"), _said(match, "which")
    if which == "past":
        return back(today, 1, unit), today
    return around(today if which in {"this", "current"} else back(today, 1, unit), unit)


def _quarter(match: _Match, today: date) -> Days:
    quarter = int(_said(match, "q") or _ORDINALS[_said(match, "nth")])
    return latest(3 * quarter - 2, "quarter", _said(match, "year"), today)


def _month(match: _Match, today: date) -> Days:
    before = months_later(today, -1) if _said(match, "last") else today
    return latest(_month_number(match), "month", _said(match, "year"), before)


def _year(match: _Match, _: date) -> Days:
    return around(date(int(match["year"]), 1, 1), "year")


def _said(match: _Match, part: str) -> str:
    """Return a named part of the match in lower case, empty where the pattern or the match lacks it."""
    return (match.groupdict().get(part) or "").lower()


def _month_number(match: _Match) -> int:
    return _MONTHS.index(match["month"][:3].lower()) + 1


def _count(match: _Match) -> int:
    word = _said(match, "count")
    return int(word) if word.isdecimal() else _NUMBERS.get(word, 2)


_DaysOf = Callable[[_Match, date], Days]

_PHRASES: tuple[tuple[str, _DaysOf], ...] = (
    (r"\b(?P<year>\d{4})-(?P<number>\d{2})-(?P<day>\d{2})\b", _iso),
    (rf"\b(?:the\s+)?week\s+of\s+(?:the\s+)?{_MONTH_DAY}", _week_of),
    (rf"\b{_MONTH_DAY}", _day_of_year),
    (rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH}(?:,?\s+{_YEAR})?", _day_of_year),
    (
        rf"\bthe\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)\b(?!\s+(?:{_MEETING}|time|quarter|floor|question))",
        _day_of_month,
    ),
    (
        r"\b(?:the day before yesterday|yesterday|today|this (?:morning|afternoon|evening)|tonight|last night)\b",
        _today,
    ),
    (rf"\b(?P<week>last|this)\s+week(?:'s|’s|,|\s+on)?\s+{_WEEKDAY}", _weekday),
    (
        rf"\b(?:(?P<which>last|past|this)\s+)?{_WEEKDAY}(?:,?\s+(?:of\s+)?(?P<week>last|this)\s+week\b)?",
        _weekday,
    ),
    (rf"\b{_COUNT}\s+(?P<unit>day|week|month|year)s?\s+ago\b", _ago),
    (rf"\b(?:last|past|previous)\s+{_COUNT}\s+(?P<unit>day|week|month|quarter|year)s?\b", _recent),
    (rf"\bQ(?P<q>[1-4])\b(?:,?\s+(?:of\s+)?{_YEAR})?", _quarter),
    (rf"\b(?P<nth>first|second|third|fourth)\s+quarter\b(?:,?\s+(?:of\s+)?{_YEAR})?", _quarter),
    (rf"\b(?P<last>last\s+)?(?:(?<!\w){_MONTH},?\s+(?:of\s+)?{_YEAR})", _month),
    (rf"(?:\b(?P<last>last\s+)|{_PREPOSITION}){_MONTH}", _month),
    (rf"\b{_MONTH}(?:['’]s)?(?=\s+(?:\w+\s+){{0,2}}{_MEETING}\b)", _month),
    (r"\b(?P<which>this|current|last|past|previous)\s+(?P<unit>week|month|quarter|year)\b", _unit),
    (rf"\b(?:in|during|of|from|since|after)\s+{_YEAR}", _year),
)

_LISTING = "|".join(
    rf"(?<=\b{word}\s)"
    for word in ("and", "or", "vs", "vs.", "versus", "to", "than", "with", "between", "compare")
)


@cache
def rules() -> tuple[tuple[re.Pattern[str], _DaysOf], ...]:
    """Return the phrases, compiled when a question is first looked through for them."""
    return tuple((re.compile(pattern, re.IGNORECASE), days_of) for pattern, days_of in _PHRASES)


@cache
def listed() -> tuple[tuple[re.Pattern[str], _DaysOf], ...]:
    """Return what means days only beside another phrase that does: "in June and September"."""
    return ((re.compile(rf"(?:{_LISTING})(?-i:(?=[A-Z])){_MONTH}", re.IGNORECASE), _month),)
