"""Exports on tables and a bucket: one of a subject at a time, its end all or nothing, its archive whole."""

import io
import json
import os
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import uuid4

import pytest
from msgspec import Struct, field

from quarterdeck.contexts.identity import exporting as identity
from quarterdeck.contexts.identity import people
from quarterdeck.contexts.identity.model import Person
from quarterdeck.contexts.operations.protection.exporting import packing, store
from quarterdeck.contexts.operations.protection.exporting.finishing import Finishing
from quarterdeck.contexts.operations.protection.exporting.going import TIME, Exporting
from quarterdeck.contexts.operations.protection.exporting.model import Ended, Export, Found, Reader, Step
from quarterdeck.contexts.operations.protection.exporting.service import Exports
from quarterdeck.contexts.operations.protection.model import Kind, Status
from quarterdeck.kernel.ids import UlidIds
from quarterdeck.kernel.tenancy import TenantId, tenant_key
from quarterdeck.platform.audit.model import Actor
from quarterdeck.platform.audit.reading import newest
from quarterdeck.platform.expiring import KEPT, ExpiringObjects
from quarterdeck.platform.exporting import Rows
from quarterdeck.platform.objects import S3Objects
from quarterdeck.platform.outbox import EventRow
from tests.support.clocks import StillClock, TickingClock
from tests.support.tables import BUCKET

FOUND = (Found("people", 1, 10), Found("runs", 0, 0))


class Machine(Struct):
    """Notes what was started."""

    started: list[str] = field(default_factory=list)

    def start(self, export: Export, stores: Sequence[str], correlation_id: str) -> None:
        assert correlation_id == "c"
        self.started.append(f"{export.id} {' '.join(stores)}")


@dataclass
class World:
    tenant: TenantId
    clock: StillClock
    machine: Machine

    @property
    def exports(self) -> Exports:
        stores = {Kind.PERSON: ("people",), Kind.TENANT: ("people", "runs")}
        return Exports(self.machine, stores, S3Objects(BUCKET), self.clock, UlidIds())

    def begin(self, kind: Kind = Kind.TENANT, subject: str = "") -> Export:
        return self.exports.begin(Actor(self.tenant, "owner", "c"), kind, subject or self.tenant)

    def end(self, export: Export, found: tuple[Found, ...] | None) -> Status:
        return Finishing(self.clock).run(Ended(self.tenant, export.id, "c", found, size=99))

    def trail(self) -> list[tuple[str, str]]:
        entries, _ = newest(self.tenant, limit=50, before=None)
        return [(each.body["action"], each.body["result"]) for each in entries]

    def events(self) -> list[str]:
        rows = EventRow.query(tenant_key(self.tenant, "EVENT"))
        return [json.loads(row.envelope)["type"] for row in rows]


@pytest.fixture
def world(tables: None) -> World:  # noqa: ARG001 - they must run
    return World(TenantId(f"t-{uuid4().hex[:12]}"), StillClock(), Machine())


def test_asking_again_while_one_is_under_way_is_asking_once(world: World) -> None:
    begun = world.begin()
    assert world.begin() == begun
    assert world.machine.started == [f"{begun.id} people runs"] * 2
    assert world.begin(Kind.PERSON, "owner") != begun
    assert world.begin(Kind.PERSON, "ola").subject == "ola"
    assert [action for action, _ in world.trail()] == ["exports.begin"] * 3
    assert begun.expires_at == world.clock.now() + KEPT


def test_the_receipt_its_entry_and_its_event_are_one_and_once(world: World) -> None:
    begun = world.begin()
    assert [world.end(begun, FOUND) for _ in range(2)] == [Status.DONE] * 2
    found = store.get(world.tenant, begun.id)
    assert (found.found, found.size, found.ended_at) == (FOUND, 99, world.clock.now())
    assert sorted(world.trail()) == [("data.export", "done"), ("exports.begin", "done")]
    assert world.events() == ["data_exported"]
    assert world.begin() != begun


def test_one_that_broke_off_is_on_record_and_lets_the_next_begin(world: World) -> None:
    begun = world.begin()
    assert world.end(begun, None) is Status.FAILED
    assert ("data.export", "failed") in world.trail()
    assert world.events() == []
    assert world.begin() != begun


def test_one_that_never_told_of_its_end_stands_in_the_way_for_a_day_at_most(world: World) -> None:
    lost = world.begin()
    world.clock.move(24 * 3600 + 1)
    following = world.begin()
    assert following != lost
    assert world.end(lost, FOUND) is Status.DONE
    assert world.begin() == following


def test_an_archive_can_be_downloaded_as_long_as_it_is_there(world: World) -> None:
    begun = world.begin()
    world.end(begun, FOUND)
    done = store.get(world.tenant, begun.id)
    assert not world.exports.is_there(done)
    S3Objects(BUCKET).put(done.key, b"z" * 99)
    assert world.exports.is_there(done)
    world.clock.move(KEPT.total_seconds())
    assert not world.exports.is_there(done)


class Gone(Exception):
    """The process is gone."""


class Mortal(ExpiringObjects, frozen=True):
    """Dies once at each write, right after it."""

    died: set[str] = field(default_factory=set)

    def put(self, key: str, body: bytes) -> None:
        ExpiringObjects.put(self, key, body)
        self._die(key)

    def put_part(self, key: str, upload: str, number: int, body: bytes) -> None:
        ExpiringObjects.put_part(self, key, upload, number, body)
        self._die(f"{key} {number}")

    def complete(self, key: str, upload: str, parts: int) -> None:
        ExpiringObjects.complete(self, key, upload, parts)
        self._die(key)

    def _die(self, what: str) -> None:
        if what not in self.died:
            self.died.add(what)
            raise Gone


def test_an_archive_is_whole_though_its_maker_dies_after_every_write(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packing, "PART", 5 << 20)
    for number in range(230):
        people.learn(world.tenant, Person(f"p{number:03}", name=f"Person {number}"))
    readers: dict[str, Reader] = {
        "profiles": lambda look: identity.export_profiles(look.tenant, look.cursor),
        "noise": lambda _: Rows([os.urandom(6 << 20).hex()]),
    }
    ticking = TickingClock(TIME / 2, world.clock)
    exporting = Exporting({Kind.TENANT: readers}, S3Objects(BUCKET), Mortal(BUCKET), ticking)
    step = Step(world.tenant, "exp_1", Kind.TENANT, world.tenant, "c", left=tuple(readers))
    deaths = 0
    while not step.sealed:
        try:
            step = exporting.run(step)
        except Gone:
            deaths += 1
    body = S3Objects(BUCKET).get(f"tenants/{world.tenant}/exports/exp_1/archive.zip")
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        assert archive.testzip() is None
        parts = [name for name in archive.namelist() if name.startswith("profiles")]
        lines = [json.loads(line) for name in parts for line in archive.read(name).splitlines()]
    assert len(body) == step.archive.size
    assert len(parts) > 1
    assert deaths > len(parts)
    assert sorted(each["subject"] for each in lines) == [f"p{number:03}" for number in range(230)]
    assert [each.items for each in step.found] == [230, 1]
