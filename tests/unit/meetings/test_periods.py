"""Several periods in one text."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quarterdeck.contexts.meetings.when import resolve_periods, resolve_when

AS_OF = datetime(2026, 11, 20, 9, tzinfo=UTC)
Q1, Q2 = (date(2026, 1, 1), date(2026, 3, 31)), (date(2026, 4, 1), date(2026, 6, 30))
JUNE, SEPTEMBER = (date(2026, 6, 1), date(2026, 6, 30)), (date(2026, 9, 1), date(2026, 9, 30))


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Compare Q1 vs Q2", [Q1, Q2]),
        ("How did Q2 differ from Q1?", [Q1, Q2]),
        ("Compare June and September", [JUNE, SEPTEMBER]),
        ("What came up in September and in June?", [JUNE, SEPTEMBER]),
        ("the difference between June and September", [JUNE, SEPTEMBER]),
        ("What came up between June and September?", [(JUNE[0], SEPTEMBER[1])]),
        ("objections from June to September", [(JUNE[0], SEPTEMBER[1])]),
        ("How has it changed since June?", [(JUNE[0], AS_OF.date())]),
        ("What may they want and may they pay?", []),
        ("What do they want by June?", []),
    ],
)
def test_all_days_of_a_text_are_found_in_order_of_time(text: str, days: list[tuple[date, date]]) -> None:
    assert [(period.start, period.end) for period in resolve_periods(text, AS_OF)] == days


@given(
    st.sampled_from(["on 4 May", "last week", "in March", "Q3", "yesterday", "since June", "two weeks ago"])
)
def test_a_single_period_is_read_as_ever(phrase: str) -> None:
    text = f"What did they ask {phrase}?"
    assert list(resolve_periods(text, AS_OF)) == [resolve_when(text, AS_OF)]
