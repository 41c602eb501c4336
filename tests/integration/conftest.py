"""The tables of every room that tests at this level work on, in one emulator."""

from collections.abc import Iterator

import pytest

from tests.support.tables import running_tables

TABLES = (
    "audit",
    "idempotency",
    "identity",
    "knowledge",
    "limits",
    "onetime",
    "origins",
    "outbox",
    "streams",
)


@pytest.fixture(scope="session")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """One emulator for all: a process keeps the connection of its transactions."""
    with running_tables(tmp_path_factory.mktemp("tables"), TABLES):
        yield
