"""Five requests a second a base, whoever makes them; and nobody asks a base that is blocked."""

import pytest

from quarterdeck.contexts.connectors.airtable.model import Busy
from quarterdeck.contexts.knowledge.model import TableName
from tests.integration.knowledge.world import World


def test_two_readers_of_one_base_are_never_refused(world: World) -> None:
    connection = world.connect()
    one, other = world.open(connection), world.open(connection)
    table = connection.tables[TableName.FEATURES].table
    began = world.time.seconds()
    for _ in range(15):
        one.page(table, ["Name"], size=98)
        other.page(table, ["Name"], size=98)
    assert world.api.limit.refused == 0
    assert world.time.seconds() - began == pytest.approx(29 * 0.22, abs=0.01)


def test_a_base_that_blocks_is_left_alone_by_all_for_thirty_seconds(world: World) -> None:
    connection = world.connect()
    table = connection.tables[TableName.FEATURES].table
    for _ in range(5):
        assert world.api.limit.allows()  # somebody else's requests, which no pace of ours can know of
    with pytest.raises(Busy) as refused:
        world.open(connection).page(table, ["Name"], size=98)
    assert refused.value.seconds == 30
    asked = len(world.api.requests)
    world.time.pause(10)
    with pytest.raises(Busy) as told:
        world.open(connection).page(table, ["Name"], size=98)
    assert told.value.seconds == pytest.approx(20)
    assert len(world.api.requests) == asked
    world.time.pause(20.1)
    world.open(connection).page(table, ["Name"], size=98)


def test_a_sync_waits_for_a_blocked_base_and_then_goes_on(world: World) -> None:
    world.add("Features", "Probe")
    world.connect()
    for _ in range(5):
        world.api.limit.allows()
    began = world.time.seconds()
    sync = world.sync()
    assert (sync.status, sync.done.changed) == ("succeeded", 1)
    assert 30 <= world.time.seconds() - began < 33
    assert world.api.limit.refused == 1
