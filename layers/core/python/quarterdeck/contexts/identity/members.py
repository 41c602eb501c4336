"""An organisation's people: who they are, and what changes about them."""

from quarterdeck.contexts.identity.addresses import address
from quarterdeck.contexts.identity.change import Deed, change, tell
from quarterdeck.contexts.identity.events import MemberDeactivated, MemberReactivated, MemberRoleChanged
from quarterdeck.contexts.identity.joining import REFUSED, Arrival, join
from quarterdeck.contexts.identity.membership import Identity, Member, Status, check_may_give
from quarterdeck.contexts.identity.model import Caller
from quarterdeck.contexts.identity.occasion import Occasion
from quarterdeck.contexts.identity.permissions import Role
from quarterdeck.contexts.identity.store import identities, members, organisations
from quarterdeck.kernel.errors import Conflict, Forbidden, NotFound
from quarterdeck.kernel.tenancy import TenantId
from quarterdeck.platform.outbox import EventData

LAST_OWNER = "the last owner stays one: make somebody else an owner first"
CHANGED = "somebody else has just changed the member: look again"


def member(tenant: TenantId, subject: str) -> Member:
    """Return the membership as it is at this moment, whatever its status.

    Raises:
        NotFound: the tenant has no such member.
    """
    return members.get(tenant, subject)


def is_active(tenant: TenantId, subject: str) -> bool:
    """Tell whether the subject is an active member of the tenant at this moment."""
    try:
        return members.get(tenant, subject).is_active
    except NotFound:
        return False


def member_by_identity(
    issuer: str,
    subject: str,
    email: str,
    *,
    email_verified: bool,
    occasion: Occasion,
    tenant: TenantId | None = None,
) -> Caller:
    """Return whom a checked identity token speaks for; one of several memberships is the ``tenant``'s, or the first.

    Who isn't a member yet becomes one by a verified address that was invited, or whose domain is allowed.

    Raises:
        Forbidden: the person is a member of no organisation (or not of this one), or was deactivated.
        Conflict: the person joins by another request at this moment.
    """
    identity = Identity(issuer, subject)
    known = [members.get_for(*each) for each in identities.memberships(identity)]
    for each in known:
        if each.is_active and tenant in {None, each.tenant}:
            return _caller(each)
    if not email_verified:
        raise Forbidden(REFUSED)
    joined = join(Arrival(identity, address(email), occasion, tenant), {each.tenant for each in known})
    return _caller(joined)


def newest(
    tenant: TenantId, *, limit: int, before: str | None = None, status: Status | None = None
) -> tuple[list[Member], str | None]:
    """Return up to ``limit`` members, latest first, and what to pass as ``before`` for more (None at the end)."""
    return members.newest(tenant, limit=limit, before=before, status=status)


def change_role(by: Caller, subject: str, role: Role, occasion: Occasion) -> Member:
    """Give an active member another role, at once; the same role again changes nothing.

    Raises:
        NotFound: the tenant has no such member.
        Forbidden: the role, or the member's, is an owner's, and the caller is none.
        Conflict: the member isn't active, is the last owner, or has just been changed.
    """
    found = _changeable(by, subject)
    check_may_give(by.role, role)
    _check_active(found)
    if found.role is role:
        return found
    changed = MemberRoleChanged(subject=subject, former=found.role, role=role, by=by.subject)
    deed = Deed(by.subject, "members.change_role", subject, occasion)
    with change(found.tenant, deed, _refused(found)) as together:
        together.note(former=found.role.value, role=role.value)
        members.update(together, found, role=role.value)
        if Role.OWNER in {found.role, role}:
            organisations.count_owner(together, by.tenant, 1 if role is Role.OWNER else -1)
        tell(together, by.tenant, occasion, changed)
    return members.get(by.tenant, subject)


def deactivate(by: Caller, subject: str, occasion: Occasion) -> Member:
    """Close every door to a member, at once; twice is once.

    Raises:
        NotFound: the tenant has no such member.
        Forbidden: the member is an owner, and the caller is none.
        Conflict: the member is the last owner, is only invited, or has just been changed.
    """
    found = _changeable(by, subject)
    if found.status is Status.DEACTIVATED:
        return found
    _check_active(found)
    deed = Deed(by.subject, "members.deactivate", subject, occasion)
    return _move(found, Status.DEACTIVATED, MemberDeactivated(subject=subject, by=by.subject), deed)


def reactivate(by: Caller, subject: str, occasion: Occasion) -> Member:
    """Let a deactivated member in again, in the same role; twice is once.

    Raises:
        NotFound: the tenant has no such member.
        Forbidden: the member is an owner, and the caller is none.
        Conflict: the member is only invited, or has just been changed.
    """
    found = _changeable(by, subject)
    if found.is_active:
        return found
    if found.status is not Status.DEACTIVATED:
        raise Conflict(f"{subject} was never a member: invite the address instead")
    deed = Deed(by.subject, "members.reactivate", subject, occasion)
    return _move(found, Status.ACTIVE, MemberReactivated(subject=subject, by=by.subject), deed)


def _move(found: Member, to: Status, event: EventData, deed: Deed) -> Member:
    with change(found.tenant, deed, _refused(found)) as together:
        members.update(together, found, status=to.value)
        if found.role is Role.OWNER:
            organisations.count_owner(together, found.tenant, 1 if to is Status.ACTIVE else -1)
        tell(together, found.tenant, deed.occasion, event)
    return members.get(found.tenant, found.subject)


def _changeable(by: Caller, subject: str) -> Member:
    found = members.get(by.tenant, subject)
    check_may_give(by.role, found.role)
    return found


def _check_active(member: Member) -> None:
    if not member.is_active:
        raise Conflict(f"{member.subject} is {member.status}, not active")


def _refused(member: Member) -> Conflict:
    return Conflict(LAST_OWNER if member.role is Role.OWNER and member.is_active else CHANGED)


def _caller(member: Member) -> Caller:
    return Caller(member.tenant, member.subject, member.role)
