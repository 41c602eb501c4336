"""``python -m bench.snapshot``: product knowledge from its snapshot, beside every other way to it, in one run.

The same rows and the same question each way: the demo's rows, and 5,000. Tables and objects are on the local
emulator, Airtable on this machine with its real limit. An answer's way ends with the five records that BM25 finds
for the question, from the snapshot's index or from one that is made of the rows.
"""

import io
import json
import os
import tempfile
import time
from collections.abc import Callable
from contextlib import redirect_stdout
from pathlib import Path

import boto3
from msgspec.structs import replace
from rich.console import Console
from rich.table import Table

from bench.grown import grown, rows_of
from bench.measures import percentile
from bench.ranked import best
from infra.local.airtable.api import AirtableApi
from infra.local.airtable.base import Base
from infra.local.airtable.server import serving
from infra.local.aws import options
from infra.local.products import TOKEN, demo_base
from quarterdeck.contexts.connectors.airtable.client import Airtable
from quarterdeck.contexts.knowledge.archive import Snapshots
from quarterdeck.contexts.knowledge.beginning import Beginning
from quarterdeck.contexts.knowledge.connecting import connect
from quarterdeck.contexts.knowledge.connection import Connection
from quarterdeck.contexts.knowledge.ending import Ended, Ending
from quarterdeck.contexts.knowledge.machine import SnapshotMachine
from quarterdeck.contexts.knowledge.mapping import DEFAULTS
from quarterdeck.contexts.knowledge.model import Knowledge
from quarterdeck.contexts.knowledge.pace import SharedPace
from quarterdeck.contexts.knowledge.publishing import Publishing
from quarterdeck.contexts.knowledge.service import ProductKnowledge
from quarterdeck.contexts.knowledge.sync import Job, Kind
from quarterdeck.contexts.knowledge.syncing import State, Syncing
from quarterdeck.contexts.knowledge.tables import Tables
from quarterdeck.kernel.clock import SystemClock
from quarterdeck.kernel.ids import UlidIds
from quarterdeck.kernel.tenancy import tenant_id
from quarterdeck.platform.aws import client
from quarterdeck.platform.objects import S3Objects
from tests.support.tables import BUCKET, running_tables

MANY = 5_000
QUESTION = "How long does the battery of a Coldtrail sensor last in a refrigerated truck?"
NOTHING = '{"StartAt": "Done", "States": {"Done": {"Type": "Succeed"}}}'
CLOCK = SystemClock()


def main() -> None:
    """Measure and print."""
    with (
        tempfile.TemporaryDirectory(prefix="bench-") as folder,
        running_tables(Path(folder), ["knowledge", "outbox"]),
    ):
        made = client("stepfunctions").create_state_machine(name="bench", definition=NOTHING, roleArn=_role())
        machine = made["stateMachineArn"]
        for base in (demo_base(), grown(demo_base(), MANY)):
            with serving(AirtableApi(base, TOKEN)) as url:
                Console().print(Bench(base, url, machine).table())


def _role() -> str:
    trust = {"Effect": "Allow", "Principal": {"Service": "states.amazonaws.com"}, "Action": "sts:AssumeRole"}
    document = json.dumps({"Version": "2012-10-17", "Statement": [trust]})
    iam = boto3.client("iam", **options(os.environ["AWS_ENDPOINT_URL"]))
    arn: str = iam.create_role(RoleName="bench", AssumeRolePolicyDocument=document)["Role"]["Arn"]
    return arn


class Bench:
    """One tenant with the base; a read without a snapshot starts the machine, which does nothing here."""

    def __init__(self, base: Base, url: str, machine: str) -> None:
        self.machine = machine
        self.rows, self.url, self.tenant = rows_of(base), url, tenant_id(f"bench-{rows_of(base)}")
        ids = {table.name: table.id for table in base.tables.values()}
        tables = {name: replace(m, table=ids[m.table]) for name, m in DEFAULTS.items()}
        self.connection = Connection(self.tenant, base.id, "secret", tables)
        self.snapshots, self.tables = Snapshots(S3Objects(BUCKET)), Tables(self.open, CLOCK)
        connect(self.connection)

    def table(self) -> Table:
        """Measure each way and return the figures."""
        table = Table(f"{self.rows} rows, ms", "p50", "p95", "beside the snapshot", title_justify="left")
        live = self._milliseconds(lambda: self.tables.live(self.connection), 3) if self.rows < MANY else []
        job, syncing = self._sync()
        tables = self._milliseconds(self._reader(), 20)
        building = self._build(job)
        warm = self._milliseconds(self._reader(), 50)
        ways = {
            "snapshot, warm container": warm,
            "snapshot, cold container": self._milliseconds(self._cold, 20),
            "fallback, tables row by row": tables,
            "Airtable itself": live,
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
        knowledge = ProductKnowledge(self.snapshots, self.tables, SnapshotMachine(self.machine), CLOCK)
        return lambda: knowledge.read(self.tenant)

    def _sync(self) -> tuple[Job, float]:
        """Sync in full; return the job, and how many milliseconds it took."""
        job = Job(self.tenant, Kind.FULL, "bench", "bench")
        turns = Syncing(self.open, Beginning(CLOCK, UlidIds()), CLOCK)
        began = time.perf_counter()
        while (turn := turns.run(job)).state is not State.DONE:
            if turn.reason:
                raise RuntimeError(turn.reason)
            time.sleep(turn.seconds)
        return job, (time.perf_counter() - began) * 1000

    def _build(self, job: Job) -> float:
        began = time.perf_counter()
        version = Publishing(self.snapshots, CLOCK).run(job).version
        milliseconds = (time.perf_counter() - began) * 1000
        Ending(CLOCK).run(Ended(self.tenant, job.kind, "bench", "bench", version, None))
        return milliseconds

    @staticmethod
    def _milliseconds(read: Callable[[], Knowledge], times: int) -> list[float]:
        found = []
        for _ in range(times + 1):
            with redirect_stdout(io.StringIO()):  # where a function's metrics go
                began = time.perf_counter()
                best(read(), QUESTION)
                found.append((time.perf_counter() - began) * 1000)
        return found[1:]


if __name__ == "__main__":
    main()
