"""Tenants, and how every stored thing is named under exactly one of them."""

import re
from typing import NewType

from quarterdeck.kernel.errors import InvalidInput

TenantId = NewType("TenantId", str)

_TENANT = re.compile(r"[a-z0-9][a-z0-9-]{1,38}[a-z0-9]")


def tenant_id(text: str) -> TenantId:
    """Return the text as a tenant id.

    Raises:
        InvalidInput: it isn't 3 to 40 lower-case letters, digits and inner hyphens.
    """
    if not _TENANT.fullmatch(text):
        raise InvalidInput(f"{text!r} is not a tenant id (3-40 of a-z, 0-9, inner '-')", field="tenant")
    return TenantId(text)


def tenant_key(tenant: TenantId, *parts: str) -> str:
    """Return the partition key ``TENANT#<id>#<parts...>``; IAM policies match on its delimited prefix."""
    return "#".join(("TENANT", tenant, *parts))


def tenant_path(tenant: TenantId, *parts: str) -> str:
    """Return the object key ``tenants/<id>/<parts...>``."""
    return "/".join(("tenants", tenant, *parts))
