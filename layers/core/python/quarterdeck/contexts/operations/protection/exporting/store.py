"""Exports in DynamoDB, beside erasures, and which one of a subject is under way."""

from datetime import datetime, timedelta

from pynamodb.attributes import JSONAttribute, NumberAttribute, UnicodeAttribute
from pynamodb.transactions import TransactWrite

from quarterdeck.contexts.operations.protection.exporting.model import Export
from quarterdeck.contexts.operations.protection.model import Kind
from quarterdeck.contexts.operations.protection.store import OperationsMeta
from quarterdeck.kernel.codec import dump, load
from quarterdeck.kernel.errors import NotFound
from quarterdeck.kernel.tenancy import TenantId, tenant_key
from quarterdeck.platform.tables import Row

LEASE = timedelta(days=1)
"""How long an export counts as under way that never told of its end."""


class ExportRow(Row):
    """An export; its sort key is its id."""

    class Meta(OperationsMeta):
        pass

    export = JSONAttribute()


class RunningRow(Row):
    """Which export of a subject is under way, until when (seconds) at the longest."""

    class Meta(OperationsMeta):
        pass

    export_id = UnicodeAttribute()
    until = NumberAttribute()


def get(tenant: TenantId, export_id: str) -> Export:
    """Return the export.

    Raises:
        NotFound: the tenant has no such export.
    """
    try:
        row = ExportRow.get(_key(tenant), export_id, consistent_read=True)
    except ExportRow.DoesNotExist as error:
        raise NotFound(f"no export {export_id}") from error
    return _to_export(row)


def newest(tenant: TenantId, *, limit: int, before: str | None) -> tuple[list[Export], str | None]:
    """Return up to ``limit`` exports, latest first, and the id to pass as ``before`` for more (None at the end)."""
    rows, last = ExportRow.page(_key(tenant), limit=limit, after=before)
    return [_to_export(row) for row in rows], last


def running(tenant: TenantId, kind: Kind, subject: str, now: datetime) -> Export | None:
    """Return the export of the subject that is under way, if there is one."""
    row = _slot(tenant, kind, subject)
    return get(tenant, row.export_id) if row and row.until > now.timestamp() else None


def begin(together: TransactWrite, export: Export) -> None:
    """Add the new export to the transaction; where one of its subject is under way, that fails it."""
    now = export.requested_at
    row = RunningRow(*_slot_key(export.tenant, export.kind, export.subject), export_id=export.id)
    row.until = (now + LEASE).timestamp()
    together.save(row, condition=RunningRow.pk.does_not_exist() | (RunningRow.until <= now.timestamp()))
    together.save(_row(export), condition=ExportRow.pk.does_not_exist())


def end(together: TransactWrite, export: Export) -> None:
    """Add the export's end to the transaction: the next one of its subject may begin."""
    together.save(_row(export))
    slot = _slot(export.tenant, export.kind, export.subject)
    if slot and slot.export_id == export.id:
        together.update(slot, actions=[RunningRow.until.set(0)], condition=RunningRow.export_id == export.id)


def _row(export: Export) -> ExportRow:
    return ExportRow(_key(export.tenant), export.id, export=dump(export))


def _to_export(row: ExportRow) -> Export:
    found: Export = load(Export, row.export)
    return found


def _slot(tenant: TenantId, kind: Kind, subject: str) -> RunningRow | None:
    try:
        return RunningRow.get(*_slot_key(tenant, kind, subject), consistent_read=True)
    except RunningRow.DoesNotExist:
        return None


def _key(tenant: TenantId) -> str:
    return tenant_key(tenant, "EXPORT")


def _slot_key(tenant: TenantId, kind: Kind, subject: str) -> tuple[str, str]:
    return tenant_key(tenant, "EXPORTING"), f"{kind}#{subject}"
