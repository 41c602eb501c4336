"""Coming in by an identity provider for the first time: by an invitation, or by the domain of one's address."""

from collections.abc import Collection

from msgspec import Struct
from msgspec.structs import replace

from quarterdeck.contexts.identity.activation import activate
from quarterdeck.contexts.identity.addresses import domain_of
from quarterdeck.contexts.identity.change import Deed, change, tell
from quarterdeck.contexts.identity.events import MemberJoined
from quarterdeck.contexts.identity.membership import Identity, Member, Status
from quarterdeck.contexts.identity.occasion import Occasion
from quarterdeck.contexts.identity.permissions import Role
from quarterdeck.contexts.identity.store import identities, members, organisations
from quarterdeck.kernel.codec import dump
from quarterdeck.kernel.errors import Conflict, Forbidden
from quarterdeck.kernel.tenancy import TenantId

REFUSED = "this account is a member of no organisation here: ask an admin for an invitation"
ELSEWHERE = "this account has just joined by another request: try again"


class Arrival(Struct, frozen=True):
    """Who comes, with an address that the provider has verified; ``tenant`` is the one wished for, if any."""

    identity: Identity
    email: str
    occasion: Occasion
    tenant: TenantId | None = None


def join(arrival: Arrival, barred: Collection[TenantId]) -> Member:
    """Return the membership that the address opens, linked to the identity; ``barred`` tenants know the person already.

    An address that was an account of the same provider before opens nothing: it may have been given to somebody else.

    Raises:
        Forbidden: it opens none.
        Conflict: the person joins by another request at this moment.
    """
    known = members.all_of_email(arrival.email)
    for member in known:
        wished = arrival.tenant in {None, member.tenant} and member.tenant not in barred
        if wished and _is_open(member, arrival.identity):
            return _link(member, arrival)
    tenant = organisations.of_domain(domain_of(arrival.email))
    strange = tenant not in {*barred, *(member.tenant for member in known)}
    if tenant is None or not strange or arrival.tenant not in {None, tenant}:
        raise Forbidden(REFUSED)
    return _add(tenant, arrival)


def _is_open(member: Member, identity: Identity) -> bool:
    others = set(member.identities) - {identity}
    recycled = any(linked.issuer == identity.issuer for linked in others)
    return member.status in {Status.ACTIVE, Status.INVITED} and not recycled


def _link(member: Member, arrival: Arrival) -> Member:
    linked = (*member.identities, arrival.identity)
    kept = dump(linked)
    action = "identities.link" if member.is_active else "invitations.accept"
    deed = Deed(member.subject, action, member.subject, arrival.occasion)
    with change(member.tenant, deed, Conflict(ELSEWHERE)) as together:
        identities.link(together, member, arrival.identity, arrival.occasion.at)
        if member.is_active:
            members.update(together, member, identities=kept)
        else:
            activate(together, member, arrival.occasion, identities=kept)
    return replace(member, status=Status.ACTIVE, identities=linked)


def _add(tenant: TenantId, arrival: Arrival) -> Member:
    """Let in one whose domain is allowed, to look around: more than that is for an admin to give."""
    occasion = arrival.occasion
    member = Member(
        tenant=tenant,
        subject=occasion.ids.new("usr"),
        email=arrival.email,
        role=Role.VIEWER,
        status=Status.ACTIVE,
        created_at=occasion.at,
        identities=(arrival.identity,),
    )
    joined = MemberJoined(subject=member.subject, role=member.role, way="domain")
    deed = Deed(member.subject, "members.join", member.subject, occasion)
    with change(tenant, deed, Conflict(ELSEWHERE)) as together:
        members.add(together, member)
        identities.link(together, member, arrival.identity, occasion.at)
        tell(together, tenant, occasion, joined)
    return member
