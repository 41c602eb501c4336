"""From copies to the snapshot that answers come from: built, stored under its hash, and pointed to in one swap."""

from msgspec import Struct

from quarterdeck.contexts.knowledge.archive import Snapshots
from quarterdeck.contexts.knowledge.events import SnapshotPublished
from quarterdeck.contexts.knowledge.model import Pointer
from quarterdeck.contexts.knowledge.snapshot import Snapshot, build
from quarterdeck.contexts.knowledge.store import copies, leases, pointers, syncs
from quarterdeck.contexts.knowledge.sync import Job, Sync
from quarterdeck.kernel.clock import Clock
from quarterdeck.kernel.errors import Conflict
from quarterdeck.kernel.ids import derived
from quarterdeck.platform.outbox import append
from quarterdeck.platform.tables import transaction


class Published(Struct, frozen=True):
    """The current snapshot, and whether it is a new one."""

    version: str
    records: int
    new: bool


class Publishing(Struct, frozen=True):
    snapshots: Snapshots
    clock: Clock

    def run(self, job: Job) -> Published:
        """Build the tenant's snapshot and, where it says anything new, make it the current one.

        Raises:
            Conflict: another execution has taken over.
        """
        sync = _held(job)
        snapshot, former = build(copies.every(job.tenant)), pointers.find(job.tenant)
        new = former is None or former.version != snapshot.version
        pointer = self._pointer(snapshot, former)
        if new:
            self.snapshots.put(job.tenant, snapshot)
            self._swap(sync, pointer, former)
        else:
            pointers.checked(job.tenant, pointer)
        return Published(snapshot.version, len(snapshot.records), new)

    def _pointer(self, snapshot: Snapshot, former: Pointer | None) -> Pointer:
        now = self.clock.now()
        is_former = former is not None and former.version == snapshot.version
        built_at = former.built_at if former and is_former else now
        return Pointer(snapshot.version, snapshot.counts(), built_at, now)

    def _swap(self, sync: Sync, pointer: Pointer, former: Pointer | None) -> None:
        before = former.version if former else None
        event = SnapshotPublished(
            version=pointer.version, former=before, sync_id=sync.id, records=pointer.counts
        )
        event_id = derived("evt", sync.started_at, sync.id, event.type, pointer.version)
        with transaction() as together:
            pointers.swap(together, sync.tenant, pointer, former=before)
            append(together, event_id, sync.tenant, sync.correlation_id, pointer.checked_at, event)


def _held(job: Job) -> Sync:
    lease = leases.find(job.tenant)
    if lease.holder != job.holder or lease.sync_id is None:
        raise Conflict(f"another execution syncs {job.tenant}")
    return syncs.get(job.tenant, lease.sync_id)
