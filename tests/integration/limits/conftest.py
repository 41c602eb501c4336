"""The limits at work on their table, and a clock that the test moves."""

import pytest

from quarterdeck.platform.limits.bucket import Buckets
from tests.support.clocks import StillClock


@pytest.fixture
def clock() -> StillClock:
    return StillClock()


@pytest.fixture
def buckets(tables: None, clock: StillClock) -> Buckets:  # noqa: ARG001 - the table must be there
    return Buckets("limits", clock)
