"""What answers read: the snapshot by its pointer, else the tables, else Airtable itself, within limits."""

import json

import pytest

from quarterdeck.contexts.connectors.airtable.client import Airtable
from quarterdeck.contexts.connectors.airtable.model import Page
from quarterdeck.contexts.knowledge.archive import Snapshots
from quarterdeck.contexts.knowledge.connection import Connection
from quarterdeck.contexts.knowledge.source import Source
from quarterdeck.contexts.knowledge.store import pointers
from quarterdeck.contexts.knowledge.sync import Kind
from quarterdeck.contexts.knowledge.syncing import State
from quarterdeck.kernel.errors import Unavailable
from quarterdeck.platform.outbox import EventRow
from tests.integration.knowledge.world import World


def stocked(world: World) -> World:
    theme = world.add("Feature Themes", "Sensing", Description="Devices.")
    world.add("Features", "Probe", Description="It measures.", **{"Feature Themes": [theme]})
    world.connect(webhook=True)
    return world


def metrics(out: str) -> set[str]:
    lines = (json.loads(line) for line in out.splitlines() if '"_aws"' in line)
    return {name for line in lines for name in line if name.startswith("Snapshot")}


def test_a_snapshot_is_read_by_its_pointer_and_kept_in_memory(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    version = stocked(world).sync().version
    knowledge = world.knowledge()
    found = knowledge.read(world.tenant)
    assert (found.version, found.source) == (version, "snapshot")
    assert [record.name for record in found.records] == ["Probe", "Sensing"]
    assert found.records[0].text == "It measures. Feature theme: Sensing."
    assert "Probe" in found.prompt_text
    assert found.index is not None
    assert found.index.of("sensing") == [(0, 1), (1, 1)]
    assert knowledge.read(world.tenant) is found
    assert world.objects.reads == 1
    assert world.wishes.asked == []
    assert metrics(capsys.readouterr().out) == {"SnapshotHits"}


def test_a_change_moves_readers_to_the_new_snapshot_and_leaves_the_old_one_readable(world: World) -> None:
    old = stocked(world).sync().version
    knowledge = world.knowledge()
    knowledge.read(world.tenant)
    world.add("Features", "Clamp")
    new = world.sync().version
    assert knowledge.read(world.tenant).version == new != old
    assert len(Snapshots(world.objects).get(world.tenant, str(old)).records) == 2


def test_the_same_records_are_no_new_snapshot_and_no_event(world: World) -> None:
    first = stocked(world).sync()
    world.time.pause(60)
    second = world.sync(Kind.FULL)
    pointer = pointers.find(world.tenant)
    assert pointer is not None
    assert (first.version, pointer.version) == (second.version, second.version)
    assert (pointer.checked_at - pointer.built_at).total_seconds() >= 60
    assert EventRow.count(f"TENANT#{world.tenant}#EVENT") == 1


def test_without_a_snapshot_the_tables_answer_with_the_version_that_it_will_have(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    stocked(world)
    job = world.job()
    assert world.turn(job).state is State.DONE
    found = world.knowledge().read(world.tenant)
    assert (found.source, found.prompt_text, len(found.records)) == ("tables", "", 2)
    assert world.wishes.asked == [(Kind.REBUILD, "rebuild-20261120T0900")]
    assert metrics(capsys.readouterr().out) == {"SnapshotMisses"}
    assert world.publish(job).version == found.version


def test_a_snapshot_that_got_lost_is_answered_from_the_tables_and_rebuilt(world: World) -> None:
    stocked(world).sync()
    world.objects.bodies.clear()
    assert world.knowledge().read(world.tenant).source == "tables"
    assert [kind for kind, _ in world.wishes.asked] == [Kind.REBUILD]


def test_before_the_first_sync_airtable_answers_itself(world: World) -> None:
    stocked(world)
    found = world.knowledge().read(world.tenant)
    assert (found.source, [record.name for record in found.records]) == ("tables", ["Probe", "Sensing"])
    assert [kind for kind, _ in world.wishes.asked] == [Kind.FULL]
    assert found.version == world.sync().version


def test_an_airtable_that_is_too_slow_is_not_waited_for(world: World) -> None:
    stocked(world)

    class Slow(Airtable, frozen=True):
        def page(self, *given: object, **options: object) -> Page:
            world.time.pause(6)
            return super().page(*given, **options)  # type: ignore[arg-type]

    def slow(connection: Connection) -> Source:
        whole = world.whole(connection)
        assert isinstance(whole, Airtable)
        return Slow(whole.url, whole.token, whole.base, whole.pace)

    world.open = slow
    with pytest.raises(Unavailable, match="takes too long"):
        world.knowledge().read(world.tenant)
    assert len(world.api.requests) == 2


def test_a_tenant_without_a_base_has_no_records_and_no_misses(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    assert world.knowledge().read(world.tenant).records == ()
    assert world.wishes.asked == []
    assert metrics(capsys.readouterr().out) == set()


def test_a_rebuild_after_a_broken_build_publishes_what_was_synced(world: World) -> None:
    stocked(world)
    job = world.job()
    world.turn(job)
    world.end(job, None, "building the snapshot failed on our side")
    asked = len(world.api.requests)
    sync = world.sync(Kind.REBUILD)
    assert (sync.status, sync.done.requests, len(world.api.requests)) == ("succeeded", 0, asked)
    assert world.knowledge().read(world.tenant).version == sync.version
