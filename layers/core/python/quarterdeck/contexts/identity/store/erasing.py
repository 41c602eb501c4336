"""Which rows open a door, and the end of a membership's."""

from quarterdeck.contexts.identity.membership import Member
from quarterdeck.contexts.identity.store.rows import EmailRow, MemberRow
from quarterdeck.kernel.tenancy import TenantId, tenant_key
from quarterdeck.platform.belonging import Wanted, all_of, any_of, leading_to
from quarterdeck.platform.tables import Writes


def ways_in(tenant: TenantId) -> Wanted:
    """Return what is met by rows outside the tenant's prefix that lead to it, and by its members, keys and sessions."""
    within = "#pk IN (:members, :keys) OR begins_with(#pk, :sessions)"
    keys = {":members": "MEMBER", ":keys": "KEY", ":sessions": "SESSION"}
    own = Wanted(within, {name: tenant_key(tenant, kind) for name, kind in keys.items()})
    return any_of(leading_to(tenant), own)


def ways_in_of(tenant: TenantId, subject: str) -> Wanted:
    """Return what is met by the member's credentials, links and one-time secrets; the address stays for now.

    The signup that the tenant was made of goes along: it opens nothing any more.
    """
    condition = "(#subject = :subject AND NOT begins_with(#pk, :address)) OR begins_with(#pk, :signup)"
    theirs = Wanted(condition, {":subject": subject, ":address": "EMAIL#", ":signup": "SIGNUP#"})
    keys = Wanted("#pk = :keys AND #subject = :subject", {":keys": tenant_key(tenant, "KEY")})
    sessions = Wanted("#pk = :sessions", {":sessions": tenant_key(tenant, "SESSION", subject)})
    return any_of(all_of(leading_to(tenant), theirs), keys, sessions)


def remove_member(together: Writes, member: Member) -> None:
    """Add to the transaction: the membership and its address are gone. One that has changed meanwhile fails it."""
    as_known = MemberRow.status == member.status.value
    together.delete(MemberRow(tenant_key(member.tenant, "MEMBER"), member.subject), condition=as_known)
    together.delete(EmailRow(f"EMAIL#{member.email}", member.tenant))
