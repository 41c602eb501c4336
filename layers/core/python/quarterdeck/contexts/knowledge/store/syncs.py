"""The log of syncs, a tenant's latest first; ``steps`` writes how they go on."""

from datetime import datetime, timedelta

from msgspec.structs import asdict, replace
from pynamodb.expressions.update import Action
from pynamodb.transactions import TransactWrite

from quarterdeck.contexts.knowledge.store.rows import SyncRow
from quarterdeck.contexts.knowledge.sync import Done, Kind, Progress, Status, Sync
from quarterdeck.kernel.codec import dump, load
from quarterdeck.kernel.tenancy import TenantId, tenant_key

LOGGED = timedelta(days=90)


def add(sync: Sync) -> None:
    """Log a new sync."""
    row = SyncRow(
        *key(sync.tenant, sync.id),
        kind=sync.kind.value,
        status=sync.status.value,
        progress=dump(sync.progress),
        correlation_id=sync.correlation_id,
        started_at=sync.started_at,
        expires=sync.started_at + LOGGED,
    )
    row.save()


def get(tenant: TenantId, sync_id: str) -> Sync:
    return _to_sync(tenant, SyncRow.get(*key(tenant, sync_id), consistent_read=True))


def newest(tenant: TenantId, *, limit: int, before: str | None = None) -> tuple[list[Sync], str | None]:
    """Return up to ``limit`` syncs, latest first, and the id to pass as ``before`` for more (None at the end)."""
    rows, last = SyncRow.page(tenant_key(tenant, "SYNC"), limit=limit, after=before)
    return [_to_sync(tenant, row) for row in rows], last


def resume(sync: Sync) -> Sync:
    """Let a sync that was broken off go on, and return it so."""
    going_on = replace(
        sync,
        status=Status.RUNNING,
        reason=None,
        finished_at=None,
        attempts=sync.attempts + 1,
        progress=replace(sync.progress, troubles=0),
    )
    actions: list[Action] = [
        SyncRow.status.set(going_on.status.value),
        SyncRow.progress.set(dump(going_on.progress)),
        SyncRow.reason.remove(),
        SyncRow.finished_at.remove(),
        SyncRow.attempts.add(1),
    ]
    SyncRow(*key(sync.tenant, sync.id)).update(actions=actions)
    return going_on


def finish(transaction: TransactWrite, sync: Sync, at: datetime) -> None:
    """Add the sync's end to the transaction: status, reason, version and time."""
    actions: list[Action] = [
        SyncRow.status.set(sync.status.value),
        SyncRow.finished_at.set(at),
        SyncRow.reason.set(sync.reason) if sync.reason else SyncRow.reason.remove(),
    ]
    actions += [SyncRow.version.set(sync.version)] if sync.version else []
    transaction.update(SyncRow(*key(sync.tenant, sync.id)), actions=actions)


def key(tenant: TenantId, sync_id: str) -> tuple[str, str]:
    """Return the keys of the sync's row."""
    return tenant_key(tenant, "SYNC"), sync_id


def _to_sync(tenant: TenantId, row: SyncRow) -> Sync:
    figures = {name: int(getattr(row, name)) for name in asdict(Done())}
    return Sync(
        tenant=tenant,
        id=row.sk,
        kind=Kind(row.kind),
        status=Status(row.status),
        progress=load(Progress, row.progress),
        correlation_id=row.correlation_id,
        started_at=row.started_at,
        finished_at=row.finished_at,
        reason=row.reason,
        version=row.version,
        attempts=int(row.attempts),
        step=int(row.step),
        done=Done(**figures),
    )
