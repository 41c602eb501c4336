"""Memberships, by subject and by address."""

from typing import Any

from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action

from quarterdeck.contexts.identity.membership import Identity, Member, Status
from quarterdeck.contexts.identity.permissions import Role
from quarterdeck.contexts.identity.store.rows import EmailRow, MemberRow
from quarterdeck.kernel.codec import dump, load
from quarterdeck.kernel.errors import NotFound
from quarterdeck.kernel.tenancy import TenantId, tenant_id, tenant_key
from quarterdeck.platform.acting import acting_for
from quarterdeck.platform.tables import Writes

LONGEST = 200
"""More bytes than any subject has; DynamoDB refuses keys of more than 1,024."""


def get(tenant: TenantId, subject: str) -> Member:
    """Return the membership as it is at this moment.

    Raises:
        NotFound: the tenant has no such member.
    """
    if len(subject.encode()) > LONGEST:
        raise NotFound("no such member")
    try:
        return _to_member(tenant, MemberRow.get(*_key(tenant, subject), consistent_read=True))
    except MemberRow.DoesNotExist:
        raise NotFound(f"no member {subject}") from None


def get_for(tenant: TenantId, subject: str) -> Member:
    """Return the membership as ``get`` does, in a session of its tenant: for work that is for none yet."""
    with acting_for(tenant):
        return get(tenant, subject)


def newest(
    tenant: TenantId, *, limit: int, before: str | None = None, status: Status | None = None
) -> tuple[list[Member], str | None]:
    """Return up to ``limit`` members, latest first, and what to pass as ``before`` for more (None at the end)."""
    is_wanted = MemberRow.status == status.value if status else MemberRow.status != Status.REVOKED
    return _page(tenant, is_wanted, limit, before)


def _page(
    tenant: TenantId, wanted: Condition | None, limit: int, before: str | None
) -> tuple[list[Member], str | None]:
    rows, last = MemberRow.page(tenant_key(tenant, "MEMBER"), limit=limit, after=before, wanted=wanted)
    return [_to_member(tenant, row) for row in rows], last


def every(tenant: TenantId, *, limit: int, before: str | None) -> tuple[list[Member], str | None]:
    """Return up to ``limit`` members as ``newest`` does, whose invitation was taken back included."""
    return _page(tenant, None, limit, before)


def of_email(tenant: TenantId, email: str) -> Member | None:
    """Return the tenant's member of that address, if there is one."""
    try:
        row = EmailRow.get(f"EMAIL#{email}", tenant, consistent_read=True)
    except EmailRow.DoesNotExist:
        return None
    return get(tenant, row.subject)


def all_of_email(email: str) -> list[Member]:
    """Return the memberships of that address, in whatever tenant, each read in a session of its own."""
    rows = EmailRow.query(f"EMAIL#{email}", consistent_read=True)
    return [get_for(tenant_id(row.sk), row.subject) for row in rows]


def add(transaction: Writes, member: Member) -> None:
    """Add the new member and its address to the transaction; one of either that is taken fails it."""
    row = MemberRow(
        *_key(member.tenant, member.subject),
        email=member.email,
        role=member.role.value,
        status=member.status.value,
        created_at=member.created_at,
        invited_by=member.invited_by,
        mails=member.mails,
        identities=dump(member.identities) or None,
    )
    transaction.save(row, condition=MemberRow.pk.does_not_exist())
    address = EmailRow(f"EMAIL#{member.email}", member.tenant, subject=member.subject)
    transaction.save(address, condition=EmailRow.pk.does_not_exist())


def update(
    transaction: Writes,
    member: Member,
    *,
    condition: Condition | None = None,
    **changed: Any,
) -> None:
    """Add to the transaction: the member's fields of these names get these values, None takes one away.

    A role or status that is no longer as the member's fails it, and so does the condition.
    """
    actions: list[Action] = []
    for name, value in changed.items():
        attribute = getattr(MemberRow, name)
        actions.append(attribute.remove() if value is None else attribute.set(value))
    as_known = (MemberRow.status == member.status.value) & (MemberRow.role == member.role.value)
    transaction.update(
        MemberRow(*_key(member.tenant, member.subject)),
        actions=actions,
        condition=as_known if condition is None else as_known & condition,
    )


def is_mail(number: int) -> Condition:
    """Return the condition that no later invitation has been sent than the one of that number."""
    return MemberRow.mails == number


def _key(tenant: TenantId, subject: str) -> tuple[str, str]:
    return tenant_key(tenant, "MEMBER"), subject


def _to_member(tenant: TenantId, row: MemberRow) -> Member:
    return Member(
        tenant=tenant,
        subject=row.sk,
        email=row.email,
        role=Role(row.role),
        status=Status(row.status),
        created_at=row.created_at,
        invited_by=row.invited_by,
        mails=int(row.mails),
        identities=load(tuple[Identity, ...], row.identities or ()),
    )
