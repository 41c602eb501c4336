"""The tables of every room that tests at this level work on, in one emulator, and a clock that a test moves."""

from collections.abc import Iterator

import pytest

from tests.support.clocks import StillClock
from tests.support.tables import running_tables

TABLES = (
    "assistant",
    "audit",
    "cache",
    "connectors",
    "idempotency",
    "identity",
    "knowledge",
    "limits",
    "llm",
    "meetings",
    "onetime",
    "operations",
    "origins",
    "outbox",
    "streams",
)


@pytest.fixture(scope="session")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """One emulator for all of them: the process's environment points to one alone."""
    with running_tables(tmp_path_factory.mktemp("tables"), TABLES):
        yield


@pytest.fixture
def clock() -> StillClock:
    return StillClock()
