"""What people see and do of syncs: the state of things, the log, and a sync now."""

from datetime import datetime

from msgspec import Struct

from quarterdeck.contexts.knowledge.machine import SnapshotMachine, Wish
from quarterdeck.contexts.knowledge.model import Pointer
from quarterdeck.contexts.knowledge.store import connections, leases, pointers, syncs
from quarterdeck.contexts.knowledge.sync import Kind, Sync
from quarterdeck.kernel.clock import Clock
from quarterdeck.kernel.errors import Conflict
from quarterdeck.kernel.ids import derived
from quarterdeck.kernel.tenancy import TenantId
from quarterdeck.platform.audit.model import Actor, Entry
from quarterdeck.platform.audit.writing import record


class Overview(Struct, frozen=True):
    """Whether a base is connected, the current snapshot, and until when the execution under way counts as alive."""

    connected: bool
    pointer: Pointer | None
    syncing_until: datetime | None


class KnowledgeDesk(Struct, frozen=True):
    machine: SnapshotMachine
    clock: Clock

    def overview(self, tenant: TenantId) -> Overview:
        connected = connections.find(tenant) is not None
        return Overview(connected, pointers.find(tenant), leases.find(tenant).until)

    def newest(self, tenant: TenantId, *, limit: int, before: str | None) -> tuple[list[Sync], str | None]:
        return syncs.newest(tenant, limit=limit, before=before)

    def start(self, actor: Actor, kind: Kind) -> None:
        """Wish for a sync, which is on record first; where one is under way, another follows it.

        Raises:
            Conflict: there is nothing to sync from.
        """
        if connections.find(actor.tenant) is None:
            raise Conflict("no Airtable base is connected: docs/operate.md says how")
        record(_entry(actor, kind, self.clock.now()))
        self.machine.start(Wish(actor.tenant, kind, actor.correlation_id))


def _entry(actor: Actor, kind: Kind, at: datetime) -> Entry:
    entry_id = derived("aud", at, actor.tenant, actor.correlation_id, kind)
    return Entry(entry_id, at, actor, "knowledge.sync", details={"kind": kind.value})
