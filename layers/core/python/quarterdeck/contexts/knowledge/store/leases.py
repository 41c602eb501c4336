"""The lease under which one execution at a time syncs a tenant, and the wish for another sync after it."""

from datetime import UTC, datetime, timedelta

from msgspec import Struct
from pynamodb.exceptions import UpdateError
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action
from pynamodb.transactions import TransactWrite

from quarterdeck.contexts.knowledge.store.rows import LeaseRow
from quarterdeck.contexts.knowledge.sync import Job, Kind
from quarterdeck.kernel.tenancy import TenantId, tenant_key
from quarterdeck.platform.tables import is_refused

LEASE = timedelta(minutes=10)
"""How long after its last sign of life an execution counts as dead; a step takes a minute at most."""


class Lease(Struct, frozen=True):
    """Who holds it until when, the sync under way or broken off, and what the next one begins from."""

    holder: str | None = None
    until: datetime | None = None
    sync_id: str | None = None
    cursor: int | None = None
    last_full: datetime | None = None


def find(tenant: TenantId) -> Lease:
    """Return the lease as it is."""
    try:
        row = LeaseRow.get(*_key(tenant), consistent_read=True)
    except LeaseRow.DoesNotExist:
        return Lease()
    until = None if row.until is None else datetime.fromtimestamp(row.until, UTC)
    cursor = None if row.cursor is None else int(row.cursor)
    return Lease(row.holder, until, row.sync_id, cursor, row.last_full)


def take(job: Job, now: datetime) -> bool:
    """Take or renew the lease; where another execution holds it, leave the wish that it syncs again."""
    until = int((now + LEASE).timestamp())
    free = LeaseRow.holder.does_not_exist() | (LeaseRow.until < int(now.timestamp()))
    mine: list[Action] = [LeaseRow.holder.set(job.holder), LeaseRow.until.set(until)]
    again = job.kind if job.kind is Kind.FULL else LeaseRow.again | job.kind
    while (
        True
    ):  # ends with the second round at the latest, but for a lease that is given back and taken again between
        if _update(job.tenant, mine, free | (LeaseRow.holder == job.holder)):
            return True
        held = LeaseRow.holder.exists() & (LeaseRow.until >= int(now.timestamp()))
        if _update(job.tenant, [LeaseRow.again.set(again)], held):
            return False


def work_on(job: Job, sync_id: str) -> None:
    """Record which sync the holder works on."""
    _update(job.tenant, [LeaseRow.sync_id.set(sync_id)], LeaseRow.holder == job.holder)


def reset(transaction: TransactWrite, tenant: TenantId) -> None:
    """Add to the transaction: nothing is known of earlier syncs any more."""
    transaction.update(
        LeaseRow(*_key(tenant)),
        actions=[LeaseRow.sync_id.remove(), LeaseRow.cursor.remove(), LeaseRow.last_full.remove()],
    )


def succeed(transaction: TransactWrite, job: Job, cursor: int | None, last_full: datetime | None) -> None:
    """Add to the transaction: the sync is done, and the next begins from here."""
    actions: list[Action] = [LeaseRow.sync_id.remove()]
    actions.append(LeaseRow.cursor.remove() if cursor is None else LeaseRow.cursor.set(cursor))
    actions += [LeaseRow.last_full.set(last_full)] if last_full else []
    transaction.update(LeaseRow(*_key(job.tenant)), actions=actions, condition=LeaseRow.holder == job.holder)


def release(job: Job) -> Kind | None:
    """Give the lease back, and return what kind of sync was wished for meanwhile."""
    freed: list[Action] = [LeaseRow.holder.remove(), LeaseRow.until.remove()]
    mine = LeaseRow.holder == job.holder
    if _update(job.tenant, freed, mine & LeaseRow.again.does_not_exist()):
        return None
    row = LeaseRow.get(*_key(job.tenant), consistent_read=True)
    if row.holder != job.holder:
        return None
    _update(job.tenant, [*freed, LeaseRow.again.remove()], mine)
    return Kind(row.again)


def _key(tenant: TenantId) -> tuple[str, str]:
    return tenant_key(tenant, "KNOWLEDGE"), "LEASE"


def _update(tenant: TenantId, actions: list[Action], condition: Condition) -> bool:
    try:
        LeaseRow(*_key(tenant)).update(actions=actions, condition=condition)
    except UpdateError as error:
        if is_refused(error):
            return False
        raise
    return True
