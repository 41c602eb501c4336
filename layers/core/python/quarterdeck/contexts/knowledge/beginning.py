"""How an execution comes to a sync: its own, one that was broken off, or a new one."""

from datetime import datetime, timedelta

from msgspec import Struct
from msgspec.structs import replace

from quarterdeck.contexts.knowledge.connection import Connection
from quarterdeck.contexts.knowledge.store import leases, syncs
from quarterdeck.contexts.knowledge.store.leases import Lease
from quarterdeck.contexts.knowledge.sync import Job, Kind, Phase, Progress, Status, Sync
from quarterdeck.kernel.clock import Clock
from quarterdeck.kernel.ids import Ids
from quarterdeck.platform.tables import transaction

RESUMED = timedelta(hours=1)
"""How long a failed sync can go on where it stopped; later, most of it would be read again anyway."""

FULL_AT_LEAST = timedelta(days=1)
"""Changes that a webhook failed to tell of are seen after a day."""

_INCLUDES: dict[Kind, set[Kind]] = {
    Kind.AUTO: {Kind.FULL, Kind.CHANGE},
    Kind.CHANGE: {Kind.FULL, Kind.CHANGE},
    Kind.FULL: {Kind.FULL},
    Kind.REBUILD: set(),
}
"""Which syncs that were broken off do what is wished for."""


class Beginning(Struct, frozen=True):
    clock: Clock
    ids: Ids

    def sync(self, job: Job, connection: Connection | None) -> Sync | None:
        """Return the sync that the job is to go on with; None where another execution holds the tenant's lease."""
        now, former = self.clock.now(), leases.find(job.tenant)
        if not leases.take(job, now):
            return None
        broken = syncs.get(job.tenant, former.sync_id) if former.sync_id else None
        if broken and former.holder == job.holder and broken.status is Status.RUNNING:
            return broken
        if broken and _can_go_on(broken, job.kind, now):
            return syncs.resume(broken)
        if broken and broken.status is Status.RUNNING:
            _give_up(broken, now)
        return self._new(job, connection, former, now)

    def _new(self, job: Job, connection: Connection | None, former: Lease, now: datetime) -> Sync:
        kind = _kind(job.kind, connection, former, now)
        sync = Sync(
            tenant=job.tenant,
            id=self.ids.new("syn"),
            kind=kind,
            status=Status.RUNNING,
            progress=Progress(_FIRST[kind], cursor=former.cursor),
            correlation_id=job.correlation_id,
            started_at=now,
        )
        syncs.add(sync)
        leases.work_on(job, sync.id)
        return sync


_FIRST = {Kind.FULL: Phase.OPEN, Kind.CHANGE: Phase.CHANGES, Kind.REBUILD: Phase.DONE}


def _kind(wished: Kind, connection: Connection | None, former: Lease, now: datetime) -> Kind:
    if wished in {Kind.FULL, Kind.REBUILD}:
        return wished
    told = connection and connection.webhook and former.cursor is not None
    recent = former.last_full and former.last_full > now - FULL_AT_LEAST
    return Kind.CHANGE if told and recent else Kind.FULL


def _can_go_on(broken: Sync, wished: Kind, now: datetime) -> bool:
    recent = broken.finished_at is None or broken.finished_at > now - RESUMED
    return recent and broken.kind in _INCLUDES[wished]


def _give_up(broken: Sync, now: datetime) -> None:
    with transaction() as together:
        reason = "its execution ended without a word"
        syncs.finish(together, replace(broken, status=Status.FAILED, reason=reason), now)
