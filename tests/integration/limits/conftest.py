"""The table of the limits on an emulator, and a clock that the test moves."""

from collections.abc import Iterator

import pytest

from quarterdeck.platform.limits.bucket import Buckets
from tests.support.clocks import StillClock
from tests.support.tables import running_tables


@pytest.fixture(scope="session")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with running_tables(tmp_path_factory.mktemp("tables"), ["audit", "origins", "limits"]):
        yield


@pytest.fixture
def clock() -> StillClock:
    return StillClock()


@pytest.fixture
def buckets(tables: None, clock: StillClock) -> Buckets:  # noqa: ARG001 - the table must be there
    return Buckets("limits", clock)
