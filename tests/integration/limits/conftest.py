"""The limits at work on their table."""

import pytest

from quarterdeck.platform.limits.bucket import Buckets
from tests.support.clocks import StillClock


@pytest.fixture
def buckets(tables: None, clock: StillClock) -> Buckets:  # noqa: ARG001 - the table must be there
    return Buckets("limits", clock)
