"""Whose a row is: conditions on its keys and, of rows that aren't under their tenant's prefix, on two attributes."""

from collections.abc import Mapping

from msgspec import Struct

from quarterdeck.kernel.tenancy import TenantId, tenant_key

OWNERSHIP = ("pk", "sk", "tenant", "subject")
"""The attributes that tell whose a row is. One that isn't under its tenant's prefix says so in the latter two."""


class Wanted(Struct, frozen=True):
    """A condition on what tells whose a row is, as DynamoDB writes it, and its values."""

    condition: str
    values: Mapping[str, str]


def of_tenant(tenant: TenantId) -> Wanted:
    """Return what all of the tenant's rows meet: those under its prefix, and those outside that lead to it."""
    within = Wanted(
        "#pk = :own OR begins_with(#pk, :under)",
        {":own": tenant_key(tenant), ":under": tenant_key(tenant, "")},
    )
    return any_of(within, leading_to(tenant))


def leading_to(tenant: TenantId) -> Wanted:
    """Return what is met by rows that lead to the tenant: under no tenant's prefix, they say whose they are."""
    condition = "NOT begins_with(#pk, :tenants) AND (#sk = :tenant OR #tenant = :tenant)"
    return Wanted(condition, {":tenants": "TENANT#", ":tenant": tenant})


def all_of(*wanted: Wanted) -> Wanted:
    """Return what rows meet that meet each of these."""
    return _joined(" AND ", wanted)


def any_of(*wanted: Wanted) -> Wanted:
    """Return what rows meet that meet one of these."""
    return _joined(" OR ", wanted)


def _joined(word: str, wanted: tuple[Wanted, ...]) -> Wanted:
    values: dict[str, str] = {}
    for each in wanted:
        values |= each.values
    return Wanted(word.join(f"({each.condition})" for each in wanted), values)
