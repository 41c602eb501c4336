"""Identifiers sort by time and depend on nothing but what they are derived from."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st
from ulid import ULID

from quarterdeck.kernel.ids import UlidIds, derived

INSTANTS = st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


@given(INSTANTS, st.lists(st.text(), max_size=4))
def test_equal_parts_give_equal_ids(when: datetime, parts: list[str]) -> None:
    assert derived("mtg", when, *parts) == derived("mtg", when, *parts)


@given(INSTANTS, INSTANTS, st.text(), st.text())
def test_ids_sort_by_their_instant(first: datetime, second: datetime, a: str, b: str) -> None:
    earlier, later = sorted((first, second))
    if int(earlier.timestamp() * 1000) < int(later.timestamp() * 1000):
        assert derived("mtg", earlier, a) < derived("mtg", later, b)


@given(INSTANTS, st.text())
def test_an_id_reads_as_the_ulid_of_its_instant(when: datetime, part: str) -> None:
    suffix = derived("mtg", when, part).removeprefix("mtg_")
    read = ULID.from_str(suffix)
    assert (str(read), read.milliseconds) == (suffix, int(when.timestamp() * 1000))


def test_parts_do_not_run_together() -> None:
    when = datetime(2026, 11, 18, tzinfo=UTC)
    assert derived("mtg", when, "ab", "c") != derived("mtg", when, "a", "bc")


def test_new_ids_differ_and_carry_their_prefix() -> None:
    ids = UlidIds()
    made = {ids.new("run") for _ in range(100)}
    assert len(made) == 100
    assert all(each.startswith("run_") for each in made)
