"""A sync that broke off goes on where it stopped, with nothing applied, counted or asked for twice."""

import pytest

from quarterdeck.contexts.knowledge.model import TableName
from quarterdeck.contexts.knowledge.store import copies
from quarterdeck.contexts.knowledge.sync import Done, Status
from quarterdeck.contexts.knowledge.syncing import State
from tests.integration.knowledge.faults import broken_at, crash, features
from tests.integration.knowledge.world import World


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
