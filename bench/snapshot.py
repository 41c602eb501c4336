"""``python -m bench.snapshot``: product knowledge from its snapshot, beside every other way to it, in one run.

The same rows and the same question each way: the demo's rows, and 5,000. Tables and objects are on the local
emulator, Airtable on this machine with its real limit. A read ends with the records that the question is about.
"""

import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bench.measures import percentile
from infra.local.airtable.api import AirtableApi
from infra.local.airtable.base import Base, airtable_id
from infra.local.airtable.server import serving
from infra.local.products import TOKEN, demo_base
from quarterdeck.contexts.connectors.airtable.client import Airtable
from quarterdeck.contexts.knowledge.archive import Snapshots
from quarterdeck.contexts.knowledge.beginning import Beginning
from quarterdeck.contexts.knowledge.connecting import connect
from quarterdeck.contexts.knowledge.connection import Connection
from quarterdeck.contexts.knowledge.ending import Ended, Ending
from quarterdeck.contexts.knowledge.machine import SnapshotMachine
from quarterdeck.contexts.knowledge.mapping import DEFAULTS
from quarterdeck.contexts.knowledge.model import Knowledge, Record
from quarterdeck.contexts.knowledge.pace import SharedPace
from quarterdeck.contexts.knowledge.publishing import Publishing
from quarterdeck.contexts.knowledge.service import ProductKnowledge
from quarterdeck.contexts.knowledge.sync import Job, Kind
from quarterdeck.contexts.knowledge.syncing import State, Syncing
from quarterdeck.contexts.knowledge.tables import Tables
from quarterdeck.kernel.clock import SystemClock
from quarterdeck.kernel.ids import UlidIds
from quarterdeck.kernel.tenancy import tenant_id
from quarterdeck.platform.objects import S3Objects
from quarterdeck.services.search.words import plain_terms
from tests.support.tables import BUCKET, running_tables

MANY = 5_000
QUESTION = "How long does the battery of a Coldtrail sensor last in a refrigerated truck?"
CLOCK = SystemClock()


def main() -> None:
    """Measure and print."""
    os.environ["POWERTOOLS_METRICS_DISABLED"] = "true"
    with (
        tempfile.TemporaryDirectory(prefix="bench-") as folder,
        running_tables(Path(folder), ["knowledge", "outbox"]),
    ):
        for base in (demo_base(), grown(demo_base(), MANY)):
            with serving(AirtableApi(base, TOKEN)) as url:
                Console().print(Bench(base, url).table())


def grown(base: Base, rows: int) -> Base:
    """Return the base with copies of its features until it has so many rows."""
    features = base.table("Features")
    if features is None:
        raise KeyError("Features")
    originals, missing = list(features.records.values()), rows - rows_of(base)
    for number in range(missing):
        cells = originals[number % len(originals)]
        copy = {**cells, "Name": f"{cells['Name']} {number}"}
        features.records[airtable_id("rec", "copy", str(number))] = copy
    return base


def rows_of(base: Base) -> int:
    return sum(len(table.records) for table in base.tables.values())


class Bench:
    """One tenant with the base, synced once."""

    def __init__(self, base: Base, url: str) -> None:
        self.rows, self.url, self.tenant = rows_of(base), url, tenant_id(f"bench-{rows_of(base)}")
        ids = {table.name: table.id for table in base.tables.values()}
        tables = {name: m.model_copy(update={"table": ids[m.table]}) for name, m in DEFAULTS.items()}
        self.connection = Connection(self.tenant, base.id, "secret", tables)
        self.snapshots, self.tables = Snapshots(S3Objects(BUCKET)), Tables(self.open, CLOCK)
        connect(self.connection)

    def table(self) -> Table:
        """Measure each way and return the figures."""
        table = Table(f"{self.rows} rows, ms", "p50", "p95", "beside the snapshot", title_justify="left")
        live = self._milliseconds(lambda: self.tables.live(self.connection), 3) if self.rows < MANY else []
        syncing, building = self._sync()
        warm = self._milliseconds(self._reader(), 50)
        ways = {
            "snapshot, warm container": warm,
            "snapshot, cold container": self._milliseconds(self._cold, 20),
            "tables, row by row": self._milliseconds(lambda: self.tables.copied(self.tenant), 20),
            "Airtable, live": live,
        }
        for way, values in ways.items():
            if values:
                times = f"{percentile(values, 50) / percentile(warm, 50):.1f} times"
                table.add_row(way, *(f"{percentile(values, each):.1f}" for each in (50, 95)), times)
        table.add_row("full sync of all rows", f"{syncing:.0f}", "", "")
        table.add_row("rebuild of the snapshot", f"{building:.0f}", "", "")
        return table

    def open(self, connection: Connection) -> Airtable:
        return Airtable(self.url, TOKEN, connection.base, SharedPace(self.tenant, CLOCK, time.sleep))

    def _cold(self) -> Knowledge:
        return self._reader()()

    def _reader(self) -> Callable[[], Knowledge]:
        """Return the read of a new container, which nothing is in memory of."""
        knowledge = ProductKnowledge(self.snapshots, self.tables, SnapshotMachine("unused"), CLOCK)
        return lambda: knowledge.read(self.tenant)

    def _sync(self) -> tuple[float, float]:
        """Sync in full and build; return how many milliseconds each took."""
        job = Job(self.tenant, Kind.FULL, "bench", "bench")
        turns = Syncing(self.open, Beginning(CLOCK, UlidIds()), CLOCK)
        began = time.perf_counter()
        while (turn := turns.run(job)).state is not State.DONE:
            if turn.reason:
                raise RuntimeError(turn.reason)
            time.sleep(turn.seconds)
        synced = time.perf_counter()
        version = Publishing(self.snapshots, CLOCK).run(job).version
        built = time.perf_counter()
        Ending(CLOCK).run(Ended(self.tenant, job.kind, "bench", "bench", version, None))
        return (synced - began) * 1000, (built - synced) * 1000

    @staticmethod
    def _milliseconds(read: Callable[[], Knowledge], times: int) -> list[float]:
        found = []
        for _ in range(times + 1):
            began = time.perf_counter()
            best(read().records)
            found.append((time.perf_counter() - began) * 1000)
        return found[1:]


def best(records: tuple[Record, ...], limit: int = 5) -> list[Record]:
    """Return the records that share most words with the question."""
    asked = set(plain_terms(QUESTION.split()))
    scored = [(len(asked & set(plain_terms(f"{r.name} {r.text}".split()))), r.id, r) for r in records]
    return [record for _, _, record in sorted(scored, reverse=True)[:limit]]


if __name__ == "__main__":
    main()
