"""Syncs: full and by change, and on after whatever broke them off, with nothing applied or counted twice."""

from collections.abc import Callable
from typing import Any

import pytest

from quarterdeck.contexts.connectors.airtable.model import Page
from quarterdeck.contexts.knowledge.connection import Connection
from quarterdeck.contexts.knowledge.model import TableName
from quarterdeck.contexts.knowledge.source import Source
from quarterdeck.contexts.knowledge.store import copies
from quarterdeck.contexts.knowledge.sync import Done, Kind, Status
from quarterdeck.contexts.knowledge.syncing import State
from tests.integration.knowledge.world import World


def features(world: World, number: int) -> list[str]:
    return [world.add("Features", f"Feature {each:04}", Description="It works.") for each in range(number)]


def test_a_full_sync_copies_every_row_that_has_a_name(world: World) -> None:
    theme = world.add("Feature Themes", "Sensing", Description="Devices.")
    features(world, 250)
    world.add("Features", "Probe", Product="Coldtrail", Availability="Beta", **{"Feature Themes": [theme]})
    world.base.put("Features", "recEmpty0000000000"[:17], {"Description": "no name"})
    world.connect()
    sync = world.sync()
    assert (sync.kind, sync.status, sync.reason) == (Kind.FULL, Status.SUCCEEDED, None)
    assert sync.done == Done(seen=253, changed=252, deleted=0, skipped=1, requests=7)
    probe = next(copy for copy in copies.every(world.tenant) if copy.name == "Probe")
    assert (probe.product, probe.facts) == ("Coldtrail", {"availability": "Beta"})
    assert probe.links == {"feature theme": (theme,)}


def test_a_second_full_sync_writes_what_changed_and_sweeps_what_is_gone(world: World) -> None:
    ids = features(world, 120)
    world.connect()
    world.sync()
    for each in ids[10:115]:
        world.base.delete("Features", each)
    world.base.put("Features", ids[0], {"Name": "Renamed"})
    sync = world.sync(Kind.FULL)
    assert (sync.done.seen, sync.done.changed, sync.done.deleted) == (15, 1, 105)
    assert copies.ids(world.tenant, TableName.FEATURES) == {*ids[:10], *ids[115:]}


def test_a_sync_by_change_reads_again_what_the_webhook_tells_and_keeps_its_cursor(world: World) -> None:
    ids = features(world, 5)
    world.connect(webhook=True)
    assert world.sync().kind is Kind.FULL
    world.base.put("Features", ids[0], {"Name": "Renamed"})
    world.base.put("Features", ids[1], {"Name": "Short-lived"})
    world.base.delete("Features", ids[1])
    added = world.add("Value Themes", "No surprises")
    sync = world.sync()
    assert (sync.kind, sync.status) == (Kind.CHANGE, Status.SUCCEEDED)
    assert sync.done == Done(seen=3, changed=2, deleted=1, requests=3)
    assert {copy.id: copy.name for copy in copies.every(world.tenant)}[ids[0]] == "Renamed"
    assert copies.ids(world.tenant, TableName.VALUE_THEMES) == {added}
    assert world.sync().done == Done(requests=1)


def test_changes_made_during_a_full_sync_are_not_lost(world: World) -> None:
    ids = features(world, 120)
    world.connect(webhook=True)
    job = world.job()
    world.open = broken_at(world, 3, lambda: world.base.put("Features", ids[0], {"Name": "Late"}))
    world.turn(job)
    world.end(job, world.publish(job).version, None)
    world.sync()
    assert "Late" in {copy.name for copy in copies.every(world.tenant)}


def test_a_webhook_that_is_gone_makes_it_a_full_sync(world: World) -> None:
    features(world, 3)
    connection = world.connect(webhook=True)
    world.sync()
    world.base.webhooks[str(connection.webhook)].enabled = False
    features(world, 4)
    sync = world.sync()
    assert (sync.kind, sync.status, sync.done.changed) == (Kind.FULL, Status.SUCCEEDED, 1)


def broken_at(world: World, call: int, act: Callable[[], object]) -> Callable[[Connection], Source]:
    """Return an opener whose source does something before its so-manieth page."""
    made = [0]

    class Broken:
        def __init__(self, source: Source) -> None:
            self.by_ids, self.changes, self.next_cursor = source.by_ids, source.changes, source.next_cursor
            self._page = source.page

        def page(self, *given: Any, **options: Any) -> Page:
            made[0] += 1
            if made[0] == call:
                act()
            return self._page(*given, **options)

    return lambda connection: Broken(world.whole(connection))


def crash() -> None:
    raise RuntimeError("out of memory")


@pytest.mark.parametrize("call", [1, 2, 4, 6])
def test_a_crash_in_the_middle_goes_on_where_it_stopped(world: World, call: int) -> None:
    features(world, 250)
    world.add("Customer Segments", "Utilities")
    world.connect()
    job = world.job()
    world.open = broken_at(world, call, crash)
    with pytest.raises(RuntimeError):
        world.turn(job)
    world.open = world.whole
    assert world.turn(job).state is State.DONE
    world.end(job, world.publish(job).version, None)
    sync = world.newest()
    assert sync.done == Done(seen=251, changed=251, requests=7)
    assert len(world.api.requests) == 7
    assert sync.attempts == 1


def test_a_failed_sync_is_resumed_by_the_next_one(world: World) -> None:
    features(world, 250)
    world.connect()
    job = world.job()
    world.open = broken_at(world, 3, crash)
    with pytest.raises(RuntimeError):
        world.turn(job)
    world.end(job, None, "the sync failed on our side")
    assert world.newest().status is Status.FAILED
    world.open = world.whole
    sync = world.sync()
    assert (sync.status, sync.attempts, sync.reason) == (Status.SUCCEEDED, 2, None)
    assert sync.done == Done(seen=250, changed=250, requests=7)


def test_a_listing_that_airtable_forgot_begins_anew_without_losing_or_doubling(world: World) -> None:
    ids = features(world, 250)
    world.connect()
    world.open = broken_at(world, 3, world.api.listings.expire)
    sync = world.sync()
    assert (sync.status, sync.done.changed, sync.done.deleted) == (Status.SUCCEEDED, 250, 0)
    assert copies.ids(world.tenant, TableName.FEATURES) == set(ids)


def test_one_execution_works_at_a_time_and_does_again_what_was_wished_for_meanwhile(world: World) -> None:
    features(world, 3)
    world.connect()
    first, second = world.job(), world.job(Kind.FULL)
    assert world.turn(first).state is State.DONE
    assert world.turn(second).state is State.HELD
    assert world.turn(world.job(Kind.AUTO)).state is State.HELD
    assert world.end(first, world.publish(first).version, None) is Kind.FULL
    assert world.turn(second).state is State.DONE


def test_an_execution_that_died_is_succeeded_after_its_lease(world: World) -> None:
    features(world, 150)
    world.connect()
    world.open = broken_at(world, 2, crash)
    with pytest.raises(RuntimeError):
        world.turn(world.job())
    world.open = world.whole
    heir = world.job()
    assert world.turn(heir).state is State.HELD
    world.time.pause(601)
    assert world.turn(heir).state is State.DONE
    world.end(heir, world.publish(heir).version, None)
    assert (world.newest().attempts, world.newest().done.changed) == (2, 150)


def test_a_field_that_is_not_there_fails_with_the_table_and_the_field(world: World) -> None:
    world.connect()
    features_table = world.base.table("Features")
    assert features_table is not None
    features_table.fields = tuple(name for name in features_table.fields if name != "Limits")
    sync = world.sync()
    assert sync.status is Status.FAILED
    assert sync.reason is not None
    assert "features" in sync.reason
    assert 'Unknown field name: "Limits"' in sync.reason


def test_a_cell_that_is_no_text_fails_with_its_record_and_field(world: World) -> None:
    record = world.add("Features", "Photo", Limits=[{"url": "https://files.example/a.png"}])
    world.connect()
    reason = str(world.sync().reason)
    assert record in reason
    assert "Limits" in reason


def test_a_token_that_is_refused_fails_at_once(world: World) -> None:
    world.connect()
    world.api.token = "patOther"
    sync = world.sync()
    assert sync.status is Status.FAILED
    assert "token" in str(sync.reason)
    assert len(world.api.requests) == 1


def test_an_airtable_that_does_not_answer_is_tried_again_later_then_given_up(world: World) -> None:
    world.connect()
    world.open = lambda connection: _unplugged(world).whole(connection)
    began = world.time.now()
    sync = world.sync()
    assert sync.status is Status.FAILED
    assert "does not answer" in str(sync.reason)
    assert (world.time.now() - began).total_seconds() >= 2 + 4 + 8 + 16 + 32


def _unplugged(world: World) -> World:
    elsewhere = World(world.tenant)
    elsewhere.time, elsewhere.url = world.time, "http://127.0.0.1:9"
    return elsewhere
