"""From an invitation to a membership."""

from typing import Any

from pynamodb.expressions.condition import Condition
from pynamodb.transactions import TransactWrite

from quarterdeck.contexts.identity.addresses import domain_of
from quarterdeck.contexts.identity.change import Occasion, tell
from quarterdeck.contexts.identity.events import AssistedAccountClaimed, MemberJoined
from quarterdeck.contexts.identity.membership import Member, Status
from quarterdeck.contexts.identity.permissions import Role
from quarterdeck.contexts.identity.store import members, organisations


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
