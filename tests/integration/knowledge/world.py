"""One tenant: its Airtable, its clock, and what happens to it, step by step as the state machine would go."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Self

from msgspec import field
from msgspec.structs import replace

from infra.local.airtable.api import AirtableApi
from infra.local.airtable.base import Base, Table, airtable_id
from infra.local.airtable.server import serving
from quarterdeck.contexts.connectors.airtable.client import Airtable
from quarterdeck.contexts.knowledge.archive import Snapshots
from quarterdeck.contexts.knowledge.beginning import Beginning
from quarterdeck.contexts.knowledge.connecting import connect
from quarterdeck.contexts.knowledge.connection import Connection
from quarterdeck.contexts.knowledge.ending import Ended, Ending
from quarterdeck.contexts.knowledge.machine import SnapshotMachine, Wish
from quarterdeck.contexts.knowledge.mapping import DEFAULTS
from quarterdeck.contexts.knowledge.pace import SharedPace
from quarterdeck.contexts.knowledge.publishing import Published, Publishing
from quarterdeck.contexts.knowledge.service import ProductKnowledge
from quarterdeck.contexts.knowledge.source import Opener, Source
from quarterdeck.contexts.knowledge.store import syncs
from quarterdeck.contexts.knowledge.sync import Job, Kind, Sync
from quarterdeck.contexts.knowledge.syncing import State, Syncing, Turn
from quarterdeck.contexts.knowledge.tables import Tables
from quarterdeck.kernel.ids import UlidIds
from quarterdeck.kernel.tenancy import tenant_id
from tests.support.objects import MemoryObjects

TOKEN = "patTest"


class Time:
    """A clock that goes on only when somebody waits."""

    def __init__(self) -> None:
        self._now = datetime(2026, 11, 20, 9, tzinfo=UTC)

    def now(self) -> datetime:
        return self._now

    def pause(self, seconds: float) -> None:
        self._now += timedelta(seconds=seconds)

    def seconds(self) -> float:
        return self._now.timestamp()


class Wishes(SnapshotMachine, frozen=True):
    """Remembers what it was asked to start."""

    asked: list[tuple[Kind, str]] = field(default_factory=list)

    def start(self, wish: Wish, *, once: str = "") -> None:
        self.asked.append((wish.kind, once or wish.correlation_id))


class World:
    def __init__(self, tenant: str) -> None:
        self.tenant, self.time, self.objects = tenant_id(tenant), Time(), MemoryObjects()
        self.base = Base(airtable_id("app", tenant), [Table(m.table, m.fields()) for m in DEFAULTS.values()])
        self.api = AirtableApi(self.base, TOKEN, self.time.seconds)
        self.wishes = Wishes("arn")
        self.open: Opener = self.whole
        self.url, self.executions = "", 0

    @contextmanager
    def running(self) -> Iterator[Self]:
        with serving(self.api) as self.url:
            yield self

    def connect(self, *, webhook: bool = False) -> Connection:
        hook = self.base.add_webhook(None).id if webhook else None
        tables = {
            name: replace(mapping, table=airtable_id("tbl", mapping.table))
            for name, mapping in DEFAULTS.items()
        }
        connection = Connection(self.tenant, self.base.id, "secret", tables, hook)
        connect(connection)
        return connection

    def add(self, table: str, name: str, **cells: object) -> str:
        """Put a row into Airtable and return its id."""
        record_id = airtable_id("rec", table, name)
        self.base.put(table, record_id, {"Name": name, **cells})
        return record_id

    def whole(self, connection: Connection) -> Source:
        """Open the base as it is; ``open`` is what the tenant's functions do, which a test may spoil."""
        pace = SharedPace(self.tenant, self.time, self.time.pause)
        return Airtable(self.url, TOKEN, connection.base, pace)

    def job(self, kind: Kind = Kind.AUTO, holder: str = "") -> Job:
        self.executions += 1
        return Job(self.tenant, kind, "corr", holder or f"execution-{self.executions}")

    def turn(self, job: Job) -> Turn:
        return Syncing(self.open, Beginning(self.time, UlidIds()), self.time).run(job)

    def publish(self, job: Job) -> Published:
        return Publishing(Snapshots(self.objects), self.time).run(job)

    def end(self, job: Job, version: str | None, reason: str | None) -> Kind | None:
        ended = Ended(job.tenant, job.kind, job.correlation_id, job.holder, version, reason)
        return Ending(self.time).run(ended)[1]

    def sync(self, kind: Kind = Kind.AUTO) -> Sync:
        """Do what one execution does, and return the sync as logged."""
        job = self.job(kind)
        while (turn := self.turn(job)).state in {State.MORE, State.WAIT}:
            self.time.pause(turn.seconds)
        done = turn.state is State.DONE
        version = self.publish(job).version if done else None
        self.end(job, version, turn.reason)
        return self.newest()

    def newest(self) -> Sync:
        return syncs.newest(self.tenant, limit=1)[0][0]

    def knowledge(self) -> ProductKnowledge:
        return ProductKnowledge(Snapshots(self.objects), Tables(self.open, self.time), self.wishes, self.time)
