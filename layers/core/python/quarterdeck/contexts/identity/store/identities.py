"""Which members the people of identity providers are."""

import hashlib
from datetime import datetime

from quarterdeck.contexts.identity.membership import Identity, Member
from quarterdeck.contexts.identity.store.rows import IdentityLinkRow
from quarterdeck.kernel.tenancy import TenantId, tenant_id
from quarterdeck.platform.tables import Writes


def memberships(identity: Identity) -> list[tuple[TenantId, str]]:
    """Return tenant and subject of each membership of that person, the one joined first in front."""
    rows = sorted(IdentityLinkRow.query(_key(identity), consistent_read=True), key=lambda row: row.linked_at)
    return [(tenant_id(row.sk), row.subject) for row in rows]


def link(transaction: Writes, member: Member, identity: Identity, at: datetime) -> None:
    """Add to the transaction: that person is this member. One who is a member of the tenant already fails it."""
    row = IdentityLinkRow(_key(identity), member.tenant, subject=member.subject, linked_at=at)
    transaction.save(row, condition=IdentityLinkRow.pk.does_not_exist())


def _key(identity: Identity) -> str:
    text = f"{identity.issuer}\x1f{identity.subject}"
    return f"IDENTITY#{hashlib.sha256(text.encode()).hexdigest()}"
