"""What callers see of a tenant's product knowledge."""

from datetime import UTC, datetime, timedelta

import pytest

from quarterdeck.contexts.knowledge.desk import Overview
from quarterdeck.contexts.knowledge.model import Pointer
from quarterdeck.contexts.knowledge.views import overview_view

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)


@pytest.mark.parametrize(("seconds", "syncing"), [(None, False), (-1, False), (600, True)])
def test_an_execution_that_shows_no_sign_of_life_is_not_syncing(
    seconds: int | None, *, syncing: bool
) -> None:
    until = None if seconds is None else NOW + timedelta(seconds=seconds)
    assert overview_view(Overview(connected=True, pointer=None, syncing_until=until), NOW).syncing is syncing


def test_the_age_is_since_a_sync_last_found_the_snapshot_up_to_date() -> None:
    pointer = Pointer("v1", {"features": 2}, NOW - timedelta(hours=5), NOW - timedelta(minutes=2))
    shown = overview_view(Overview(connected=True, pointer=pointer, syncing_until=None), NOW)
    assert (shown.version, shown.age_seconds, shown.records) == ("v1", 120, {"features": 2})


def test_without_a_snapshot_nothing_is_claimed() -> None:
    shown = overview_view(Overview(connected=False, pointer=None, syncing_until=None), NOW)
    assert (shown.connected, shown.version, shown.age_seconds) == (False, None, None)
