"""A page of rows: no row is lost or told twice between pages, and rare ones are found in few reads."""

from typing import Any
from uuid import uuid4

import pytest
from pynamodb.attributes import NumberAttribute

from quarterdeck.platform.tables import Row, TableMeta

ROWS = 250


class Thing(Row):
    class Meta(TableMeta):
        table_name = "assistant"

    number = NumberAttribute()


@pytest.fixture(scope="module")
def key(tables: None) -> str:  # noqa: ARG001 - they must run
    pk = f"TENANT#t-{uuid4().hex[:12]}#THING"
    with Thing.batch_write() as batch:
        for number in range(ROWS):
            batch.save(Thing(pk, f"{number:04}", number=number))
    return pk


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch, key: str) -> list[int]:  # noqa: ARG001 - the connection must be there
    """Each read adds one."""
    counted: list[int] = []
    connection = Thing._get_connection()
    query = connection.query

    def count(*arguments: Any, **given: Any) -> Any:
        counted.append(1)
        return query(*arguments, **given)

    monkeypatch.setattr(connection, "query", count)
    return counted


@pytest.mark.parametrize("forward", [True, False])
@pytest.mark.parametrize("rare", [True, False])
def test_all_that_are_wanted_come_once_over_all_pages(key: str, *, rare: bool, forward: bool) -> None:
    wanted = Thing.number.is_in(*range(0, ROWS, 50)) if rare else None
    found, after = Thing.page(key, limit=2, after=None, forward=forward, wanted=wanted)
    while after is not None:
        more, after = Thing.page(key, limit=2, after=after, forward=forward, wanted=wanted)
        assert len(more) <= 2
        found += more
    expected = list(range(0, ROWS, 50) if rare else range(ROWS))
    assert [int(row.number) for row in found] == (expected if forward else expected[::-1])


def test_a_rare_row_is_found_in_few_reads(key: str, reads: list[int]) -> None:
    found, _ = Thing.page(key, limit=1, after=None, wanted=Thing.number == 0)
    assert [int(row.number) for row in found] == [0]
    assert len(reads) <= 3


def test_no_more_is_read_than_is_wanted_where_all_are(key: str, reads: list[int]) -> None:
    assert len(Thing.page(key, limit=2, after=None)[0]) == 2
    assert len(reads) == 1
