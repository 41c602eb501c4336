"""Days, weeks, months, quarters and years as first and last day."""

from calendar import monthrange
from collections.abc import Iterable
from datetime import date, timedelta

Days = tuple[date, date]

_DAYS_IN = {"day": 1, "week": 7}
_MONTHS_IN = {"month": 1, "quarter": 3, "year": 12}


def one(day: date) -> Days:
    return day, day


def months_later(day: date, months: int) -> date:
    """Return the first day of the month that is so many months later."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, 1)


def back(day: date, count: int, unit: str) -> date:
    if unit in _DAYS_IN:
        return day - timedelta(count * _DAYS_IN[unit])
    first = months_later(day, -count * _MONTHS_IN[unit])
    return first.replace(day=min(day.day, monthrange(first.year, first.month)[1]))


def around(day: date, unit: str) -> Days:
    """Return the calendar week, month, quarter or year that the day is in."""
    if unit == "week":
        monday = day - timedelta(day.weekday())
        return monday, monday + timedelta(6)
    months = _MONTHS_IN[unit]
    start = date(day.year, (day.month - 1) // months * months + 1, 1)
    return start, months_later(start, months) - timedelta(1)


def latest(month: int, unit: str, year: str, today: date) -> Days:
    """Return the unit that begins in the month: that of the year, else the latest not after today."""
    if year:
        return around(date(int(year), month, 1), unit)
    return around(date(today.year - (date(today.year, month, 1) > today), month, 1), unit)


def newest(days: Iterable[date], today: date) -> Days:
    """Return the first of the days, which come latest first, that isn't after today."""
    for day in days:
        if day <= today:
            return one(day)
    raise ValueError("no such day")
