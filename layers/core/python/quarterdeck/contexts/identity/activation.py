"""From an invitation to a membership."""

from datetime import datetime
from typing import Any

from pynamodb.expressions.condition import Condition
from pynamodb.transactions import TransactWrite

from quarterdeck.contexts.identity import codes
from quarterdeck.contexts.identity.addresses import domain_of
from quarterdeck.contexts.identity.change import Occasion, change, tell
from quarterdeck.contexts.identity.events import AssistedAccountClaimed, MemberJoined
from quarterdeck.contexts.identity.membership import Admission, Member, Status
from quarterdeck.contexts.identity.model import Caller, Person
from quarterdeck.contexts.identity.permissions import Role
from quarterdeck.contexts.identity.service import add_api_key
from quarterdeck.contexts.identity.store import members, organisations, people
from quarterdeck.kernel.errors import InvalidInput, NotFound
from quarterdeck.kernel.tenancy import tenant_id


def accept(code: str, name: str, now: datetime) -> Admission:
    """Make a member of who has the code of an invitation, and return the first API key.

    Raises:
        Unauthenticated: the code opens nothing, for whatever reason.
    """
    (tenant, subject), digest = codes.parts(code, places=2)
    try:
        found = members.get(tenant_id(tenant), subject)
    except (NotFound, InvalidInput):
        raise codes.not_valid() from None
    if found.status is not Status.INVITED or not codes.is_valid(found.digest, digest, found.valid_until, now):
        raise codes.not_valid()
    with change(codes.not_valid()) as together:
        activate(together, found, Occasion(now, subject), condition=members.holds(digest))
        if name:
            together.save(people.row(found.tenant, Person(subject, name)))
        key = add_api_key(together, Caller(found.tenant, subject, found.role), now)
    return Admission(members.get(found.tenant, subject), key)


def activate(
    together: TransactWrite,
    member: Member,
    occasion: Occasion,
    *,
    condition: Condition | None = None,
    **changed: Any,
) -> None:
    """Add to the transaction: who was invited is a member. The first owner of an account that was opened claims it."""
    gone: dict[str, Any] = {"digest": None, "valid_until": None}
    members.update(together, member, condition=condition, status=Status.ACTIVE.value, **gone, **changed)
    if member.role is Role.OWNER:
        _add_owner(together, member, occasion)
    joined = MemberJoined(subject=member.subject, role=member.role, way="invitation")
    tell(together, member.tenant, occasion, joined)


def _add_owner(together: TransactWrite, member: Member, occasion: Occasion) -> None:
    organisation = organisations.get(member.tenant)
    if organisation.claimed:
        organisations.count_owner(together, member.tenant, 1)
        return
    organisations.claim(together, member.tenant)
    domain = domain_of(member.email)
    claimed = AssistedAccountClaimed(name=organisation.name, domain=domain, owner=member.subject)
    tell(together, member.tenant, occasion, claimed)
