"""Which snapshot is the current one."""

from pynamodb.transactions import TransactWrite

from quarterdeck.contexts.knowledge.model import Pointer
from quarterdeck.contexts.knowledge.store.rows import PointerRow
from quarterdeck.kernel.tenancy import TenantId, tenant_key


def find(tenant: TenantId) -> Pointer | None:
    """Return the pointer, if there is a snapshot."""
    try:
        row = PointerRow.get(tenant_key(tenant, "KNOWLEDGE"), "SNAPSHOT")
    except PointerRow.DoesNotExist:
        return None
    return Pointer(row.version, row.counts, row.built_at, row.checked_at)


def swap(transaction: TransactWrite, tenant: TenantId, pointer: Pointer, *, former: str | None) -> None:
    """Add the new pointer to the transaction, which fails where the pointer isn't at ``former`` any more."""
    row = PointerRow(
        tenant_key(tenant, "KNOWLEDGE"),
        "SNAPSHOT",
        version=pointer.version,
        counts=pointer.counts,
        built_at=pointer.built_at,
        checked_at=pointer.checked_at,
    )
    unmoved = PointerRow.version == former if former else PointerRow.pk.does_not_exist()
    transaction.save(row, condition=unmoved)


def checked(tenant: TenantId, pointer: Pointer) -> None:
    """Record when the snapshot was found up to date, if it is still the current one."""
    row = PointerRow(tenant_key(tenant, "KNOWLEDGE"), "SNAPSHOT")
    row.update(
        actions=[PointerRow.checked_at.set(pointer.checked_at)],
        condition=PointerRow.version == pointer.version,
    )
