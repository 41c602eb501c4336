"""Phrases for days mean what a colleague would take them to mean."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quarterdeck.contexts.meetings.when import Period, resolve_when

WEDNESDAY = datetime(2026, 11, 18, 15, tzinfo=UTC)


def days(text: str) -> tuple[str, str, str] | None:
    found = resolve_when(text, WEDNESDAY)
    return (f"{found.start:%y%m%d}", f"{found.end:%y%m%d}", found.phrase) if found else None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("what did they say today?", ("261118", "261118", "today")),
        ("the call yesterday", ("261117", "261117", "yesterday")),
        ("the day before yesterday", ("261116", "261116", "the day before yesterday")),
        ("last Tuesday with Ana", ("261117", "261117", "last Tuesday")),
        ("last Wednesday", ("261111", "261111", "last Wednesday")),
        ("Wednesday's demo", ("261118", "261118", "Wednesday")),
        ("this Friday", ("261120", "261120", "this Friday")),
        ("last week's Monday call", ("261109", "261109", "last week's Monday")),
        ("on Tuesday of last week", ("261110", "261110", "Tuesday of last week")),
        ("this week", ("261116", "261122", "this week")),
        ("last week", ("261109", "261115", "last week")),
        ("the past week", ("261111", "261118", "past week")),
        ("two weeks ago", ("261102", "261108", "two weeks ago")),
        ("3 days ago", ("261115", "261115", "3 days ago")),
        ("a month ago", ("261001", "261031", "a month ago")),
        ("over the last 30 days", ("261019", "261118", "last 30 days")),
        ("last month", ("261001", "261031", "last month")),
        ("in March", ("260301", "260331", "March")),
        ("in December", ("251201", "251231", "December")),
        ("in November", ("261101", "261130", "November")),
        ("last November", ("251101", "251130", "last November")),
        ("in March 2025", ("250301", "250331", "March 2025")),
        ("the July demo", ("260701", "260731", "July")),
        ("mid-October", ("261001", "261031", "October")),
        ("on March 3rd", ("260303", "260303", "March 3rd")),
        ("the 3rd of March, 2025", ("250303", "250303", "3rd of March, 2025")),
        ("3 March", ("260303", "260303", "3 March")),
        ("2026-03-03", ("260303", "260303", "2026-03-03")),
        ("Tuesday the 10th", ("261110", "261110", "the 10th")),
        ("on the 31st", ("261031", "261031", "the 31st")),
        ("Feb 29", ("240229", "240229", "Feb 29")),
        ("the week of November 3rd", ("261102", "261108", "the week of November 3rd")),
        ("in Q3", ("260701", "260930", "Q3")),
        ("Q4", ("261001", "261231", "Q4")),
        ("the second quarter of 2025", ("250401", "250630", "second quarter of 2025")),
        ("last quarter", ("260701", "260930", "last quarter")),
        ("since June", ("260601", "261118", "since June")),
        ("after September 2nd", ("260903", "261118", "after September 2nd")),
        ("in 2025", ("250101", "251231", "in 2025")),
    ],
)
def test_phrases_mean_days(text: str, expected: tuple[str, str, str]) -> None:
    assert days(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "what do they need?",
        "on 03/04",
        "by Friday",
        "before the end of March",
        "next Tuesday, every Monday",
        "what may they march for in a second?",
        "the 1st call, the July gate logs, their Fridays",
        "February 30th, 2026-13-01",
    ],
)
def test_deadlines_ambiguous_numbers_and_other_words_mean_no_days(text: str) -> None:
    assert days(text) is None


PAST = [
    "yesterday",
    "last Tuesday",
    "Friday",
    "two weeks ago",
    "last month",
    "June 3",
    "the 30th",
    "last quarter",
]
NOW = datetime(2000, 1, 1, tzinfo=UTC)
INSTANTS = st.integers(0, 40_000).map(lambda day: NOW + timedelta(day))


@given(st.sampled_from(PAST), INSTANTS)
def test_what_is_past_ends_no_later_than_today(phrase: str, as_of: datetime) -> None:
    found = resolve_when(f"the call of {phrase} with Ana", as_of)
    assert found is not None
    assert found.start <= found.end <= as_of.date()


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)), INSTANTS)
def test_a_written_day_is_that_day(day: date, as_of: datetime) -> None:
    for text in (f"{day:%Y-%m-%d}", f"{day:%B} {day.day}, {day.year}", f"{day.day} {day:%b} {day.year}"):
        assert resolve_when(text, as_of) == Period(day, day, text)


@given(st.sampled_from([f"{date(2000, month, 1):%B}" for month in range(1, 13)]), INSTANTS)
def test_a_bare_month_is_the_latest_that_has_begun(month: str, as_of: datetime) -> None:
    found = resolve_when(f"in {month}", as_of)
    assert found is not None
    assert found.start <= as_of.date() < found.start.replace(year=found.start.year + 1)


@given(st.text(), INSTANTS)
def test_any_text_is_read(text: str, as_of: datetime) -> None:
    found = resolve_when(text, as_of)
    assert found is None or (found.start <= found.end and found.phrase in text)
