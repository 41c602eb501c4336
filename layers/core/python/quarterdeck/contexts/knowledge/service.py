"""Product knowledge for answers: the current snapshot, or the tables while a snapshot is made."""

from collections import OrderedDict
from collections.abc import Iterator

from botocore.exceptions import BotoCoreError, ClientError

from quarterdeck.contexts.knowledge.archive import Snapshots
from quarterdeck.contexts.knowledge.machine import SnapshotMachine, Wish
from quarterdeck.contexts.knowledge.model import Knowledge
from quarterdeck.contexts.knowledge.store import connections, pointers
from quarterdeck.contexts.knowledge.sync import Kind
from quarterdeck.contexts.knowledge.tables import Tables
from quarterdeck.kernel.clock import Clock
from quarterdeck.kernel.errors import NotFound
from quarterdeck.kernel.observability import count, logger
from quarterdeck.kernel.tenancy import TenantId

REMEMBERED = 8
"""Tenants whose snapshots a container keeps in memory."""


class ProductKnowledge:
    """Reads by pointer: a reader has the old snapshot or the new one, whole."""

    def __init__(self, snapshots: Snapshots, tables: Tables, machine: SnapshotMachine, clock: Clock) -> None:
        self._snapshots, self._tables, self._machine, self._clock = snapshots, tables, machine, clock
        self._kept: OrderedDict[TenantId, Knowledge] = OrderedDict()

    def read(self, tenant: TenantId) -> Knowledge:
        """Return all that is known of the tenant's products; no records where it has connected no base.

        Raises:
            Unavailable, InvalidInput: nothing is synced yet, and Airtable doesn't answer or refuses.
        """
        pointer = pointers.find(tenant)
        found = self._snapshot(tenant, pointer.version) if pointer else None
        if found:
            count("SnapshotHits")
            return found
        return self._from_tables(tenant)

    def _snapshot(self, tenant: TenantId, version: str) -> Knowledge | None:
        kept = self._kept.get(tenant)
        if kept is None or kept.version != version:
            try:
                kept = self._loaded(tenant, version)
            except NotFound:
                logger.exception("the current snapshot is missing", extra={"version": version})
                return None
            self._kept[tenant] = kept
        self._kept.move_to_end(tenant)
        if len(self._kept) > REMEMBERED:
            self._kept.popitem(last=False)
        return kept

    def _loaded(self, tenant: TenantId, version: str) -> Knowledge:
        snapshot = self._snapshots.get(tenant, version)
        return Knowledge(snapshot.version, "snapshot", snapshot.records, snapshot.prompt_text)

    def _from_tables(self, tenant: TenantId) -> Knowledge:
        copied, connection = self._tables.copied(tenant), connections.find(tenant)
        if not copied.records and connection is None:
            return copied
        count("SnapshotMisses")
        self._start(tenant, Kind.REBUILD if copied.records else Kind.FULL)
        return copied if copied.records or connection is None else self._tables.live(connection)

    def _start(self, tenant: TenantId, kind: Kind) -> None:
        """Have a snapshot made, once a minute at most; the answer doesn't depend on it."""
        minute = f"{self._clock.now():%Y%m%dT%H%M}"
        try:
            self._machine.start(Wish(tenant, kind, f"miss-{minute}"), once=f"{kind}-{minute}")
        except (BotoCoreError, ClientError):
            logger.exception("no snapshot could be started")


def tenants() -> Iterator[TenantId]:
    """Return every tenant that has connected a base."""
    return connections.connected()
