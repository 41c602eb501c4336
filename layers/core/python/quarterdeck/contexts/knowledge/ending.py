"""The end of a sync: its log, what the next one begins from, and the lease given back."""

from msgspec import Struct
from msgspec.structs import replace

from quarterdeck.contexts.knowledge.store import leases, syncs
from quarterdeck.contexts.knowledge.sync import Job, Kind, Status, Sync
from quarterdeck.kernel.clock import Clock
from quarterdeck.platform.tables import transaction


class Ended(Job, frozen=True):
    """``reason`` is None where the sync came to the snapshot ``version``."""

    version: str | None
    reason: str | None


class Ending(Struct, frozen=True):
    """Safe to run again: a sync that is logged as ended stays so."""

    clock: Clock

    def run(self, ended: Ended) -> tuple[Sync | None, Kind | None]:
        """Return the sync as logged, and the kind of another one that was wished for meanwhile."""
        lease = leases.find(ended.tenant)
        if lease.holder != ended.holder:
            return None, None
        sync = syncs.get(ended.tenant, lease.sync_id) if lease.sync_id else None
        logged = self._log(ended, sync) if sync else None
        return logged, leases.release(ended)

    def _log(self, ended: Ended, sync: Sync) -> Sync:
        status = Status.FAILED if ended.reason else Status.SUCCEEDED
        over = replace(sync, status=status, reason=ended.reason, version=ended.version)
        with transaction() as together:
            syncs.finish(together, over, self.clock.now())
            if status is Status.SUCCEEDED:
                last_full = sync.started_at if sync.kind is Kind.FULL else None
                leases.succeed(together, ended, sync.progress.cursor, last_full)
        return over
