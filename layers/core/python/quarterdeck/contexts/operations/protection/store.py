"""Erasures and their receipts in DynamoDB; exports are in the same table (``exporting.store``)."""

from pynamodb.attributes import JSONAttribute, NumberAttribute
from pynamodb.exceptions import PutError
from pynamodb.transactions import TransactWrite

from quarterdeck.contexts.operations.protection.model import Erasure, Status
from quarterdeck.kernel.codec import dump, load
from quarterdeck.kernel.errors import NotFound
from quarterdeck.kernel.tenancy import TenantId, tenant_key
from quarterdeck.platform.belonging import Wanted, all_of, of_tenant
from quarterdeck.platform.tables import Row, TableMeta, is_refused, physical_name, shape


class OperationsMeta(TableMeta):
    table = "operations"
    table_name = physical_name("operations")


class ErasureRow(Row):
    """An erasure at its attempt of this number; its sort key is its id."""

    class Meta(OperationsMeta):
        pass

    erasure = JSONAttribute()
    attempt = NumberAttribute(null=True)


TABLE = shape(ErasureRow)


def get(tenant: TenantId, erasure_id: str) -> Erasure:
    """Return the erasure.

    Raises:
        NotFound: the tenant has no such erasure.
    """
    try:
        row = ErasureRow.get(_key(tenant), erasure_id, consistent_read=True)
    except ErasureRow.DoesNotExist as error:
        raise NotFound(f"no erasure {erasure_id}") from error
    found: Erasure = load(Erasure, row.erasure)
    return found


def newest(tenant: TenantId, *, limit: int, before: str | None) -> tuple[list[Erasure], str | None]:
    """Return up to ``limit`` erasures, latest first, and the id to pass as ``before`` for more (None at the end)."""
    rows, last = ErasureRow.page(_key(tenant), limit=limit, after=before)
    return [load(Erasure, row.erasure) for row in rows], last


def latest(tenant: TenantId, prefix: str) -> Erasure | None:
    """Return the last of the erasures whose ids begin so, if there is one."""
    starting = ErasureRow.sk.startswith(prefix)
    rows = ErasureRow.query(_key(tenant), starting, scan_index_forward=False, limit=1, consistent_read=True)
    return next((load(Erasure, row.erasure) for row in rows), None)


def running(tenant: TenantId) -> Erasure | None:
    """Return one of the tenant's erasures that are under way, if there is one."""
    rows = ErasureRow.query(_key(tenant), consistent_read=True)
    found = (load(Erasure, row.erasure) for row in rows)
    return next((each for each in found if each.status is Status.RUNNING), None)


def add(erasure: Erasure) -> Erasure:
    """Keep the erasure, unless one of its id is there; return the one that is there then."""
    try:
        _row(erasure).save(condition=ErasureRow.pk.does_not_exist())
    except PutError as error:
        if not is_refused(error):
            raise
        return get(erasure.tenant, erasure.id)
    return erasure


def begin_again(erasure: Erasure) -> Erasure:
    """Replace the attempt before this one, unless another one did so meanwhile; return what is kept then."""
    follows = ErasureRow.attempt.does_not_exist() | (ErasureRow.attempt == erasure.attempt - 1)
    try:
        _row(erasure).save(condition=follows)
    except PutError as error:
        if not is_refused(error):
            raise
        return get(erasure.tenant, erasure.id)
    return erasure


def put(erasure: Erasure, together: TransactWrite) -> None:
    """Add to the transaction: this replaces what is kept of the erasure."""
    together.save(_row(erasure))


def others(tenant: TenantId, erasure_id: str) -> Wanted:
    """Return what is met by all rows of the tenant but that erasure's."""
    return all_of(of_tenant(tenant), Wanted("#sk <> :kept", {":kept": erasure_id}))


def _row(erasure: Erasure) -> ErasureRow:
    row = ErasureRow(_key(erasure.tenant), erasure.id, erasure=dump(erasure))
    row.attempt = erasure.attempt
    return row


def _key(tenant: TenantId) -> str:
    return tenant_key(tenant, "ERASURE")
