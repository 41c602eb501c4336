"""Organisations, and the domains whose people they let in."""

from pynamodb.expressions.update import Action

from quarterdeck.contexts.identity.membership import Organisation
from quarterdeck.contexts.identity.store.rows import DomainRow, TenantRow
from quarterdeck.kernel.errors import NotFound
from quarterdeck.kernel.tenancy import TenantId, tenant_id, tenant_key
from quarterdeck.platform.tables import Writes


def get(tenant: TenantId) -> Organisation:
    """Return the organisation as it is at this moment.

    Raises:
        NotFound: there is none of that id.
    """
    try:
        row = TenantRow.get(tenant_key(tenant), "TENANT", consistent_read=True)
    except TenantRow.DoesNotExist:
        raise NotFound(f"no organisation {tenant}") from None
    return Organisation(
        tenant=tenant,
        name=row.name,
        created_at=row.created_at,
        claimed=row.claimed,
        domains=tuple(sorted(row.domains or ())),
        operator=row.operator,
        opened_by=row.opened_by,
        erasure=row.erasure,
    )


def add(transaction: Writes, organisation: Organisation) -> None:
    """Add the new organisation to the transaction, with one owner where it is claimed; a taken id fails it."""
    row = TenantRow(
        tenant_key(organisation.tenant),
        "TENANT",
        name=organisation.name,
        created_at=organisation.created_at,
        claimed=organisation.claimed,
        owners=int(organisation.claimed),
        operator=organisation.operator,
        opened_by=organisation.opened_by,
    )
    transaction.save(row, condition=TenantRow.pk.does_not_exist())


def claim(transaction: Writes, tenant: TenantId) -> None:
    """Add to the transaction: the organisation's first owner has come. One that has been claimed fails it."""
    actions: list[Action] = [TenantRow.claimed.set(True), TenantRow.owners.set(1)]
    transaction.update(_row(tenant), actions=actions, condition=TenantRow.claimed == False)  # noqa: E712


def count_owner(transaction: Writes, tenant: TenantId, change: int) -> None:
    """Add to the transaction: there is an owner more (1) or less (-1). One less than one fails it."""
    enough = TenantRow.owners > 1 if change < 0 else TenantRow.owners >= 1
    transaction.update(_row(tenant), actions=[TenantRow.owners.add(change)], condition=enough)


def begin_erasure(transaction: Writes, tenant: TenantId, erasure_id: str) -> None:
    """Add to the transaction: the organisation goes by this erasure. One that goes already fails it."""
    transaction.update(
        _row(tenant),
        actions=[TenantRow.erasure.set(erasure_id)],
        condition=TenantRow.erasure.does_not_exist(),
    )


def let_in(transaction: Writes, tenant: TenantId, domain: str) -> None:
    """Add to the transaction: the domain's people are the tenant's. A domain of another tenant fails it."""
    free = DomainRow.tenant.does_not_exist() | (DomainRow.tenant == tenant)
    transaction.update(_domain(domain), actions=[DomainRow.tenant.set(tenant)], condition=free)
    transaction.update(_row(tenant), actions=[TenantRow.domains.add([domain])])


def keep_out(transaction: Writes, tenant: TenantId, domain: str) -> None:
    """Add to the transaction: the domain's people are the tenant's no more. A domain that isn't its fails it."""
    mine = DomainRow.tenant == tenant
    transaction.update(_domain(domain), actions=[DomainRow.tenant.remove()], condition=mine)
    transaction.update(_row(tenant), actions=[TenantRow.domains.delete([domain])])


def of_domain(domain: str) -> TenantId | None:
    """Return the tenant that lets in the domain's people, if one does."""
    try:
        row = DomainRow.get(f"DOMAIN#{domain}", "DOMAIN", consistent_read=True)
    except DomainRow.DoesNotExist:
        return None
    return tenant_id(row.tenant) if row.tenant else None


def _row(tenant: TenantId) -> TenantRow:
    return TenantRow(tenant_key(tenant), "TENANT")


def _domain(domain: str) -> DomainRow:
    return DomainRow(f"DOMAIN#{domain}", "DOMAIN")
