"""What people see and do of syncs: the state of things, the log, and a sync now."""

from dataclasses import dataclass

from quarterdeck.contexts.knowledge.machine import SnapshotMachine, Wish
from quarterdeck.contexts.knowledge.model import Pointer
from quarterdeck.contexts.knowledge.store import connections, leases, pointers, syncs
from quarterdeck.contexts.knowledge.sync import Kind, Sync
from quarterdeck.kernel.errors import Conflict
from quarterdeck.kernel.tenancy import TenantId


@dataclass(frozen=True, slots=True)
class Overview:
    """Whether a base is connected, the current snapshot, and whether a sync is under way."""

    connected: bool
    pointer: Pointer | None
    syncing: bool


@dataclass(frozen=True, slots=True)
class KnowledgeDesk:
    machine: SnapshotMachine

    def overview(self, tenant: TenantId) -> Overview:
        connected = connections.find(tenant) is not None
        return Overview(connected, pointers.find(tenant), leases.find(tenant).holder is not None)

    def newest(self, tenant: TenantId, *, limit: int, before: str | None) -> tuple[list[Sync], str | None]:
        return syncs.newest(tenant, limit=limit, before=before)

    def start(self, tenant: TenantId, kind: Kind, correlation_id: str) -> None:
        """Wish for a sync; where one is under way, another follows it.

        Raises:
            Conflict: there is nothing to sync from.
        """
        if connections.find(tenant) is None:
            raise Conflict("no Airtable base is connected: docs/operate.md says how")
        self.machine.start(Wish(tenant, kind, correlation_id))
