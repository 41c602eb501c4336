"""From an invitation to a membership."""

from typing import Any

from msgspec.structs import replace
from pynamodb.expressions.condition import Condition

from quarterdeck.contexts.identity.addresses import domain_of
from quarterdeck.contexts.identity.change import Deed, change, tell
from quarterdeck.contexts.identity.codes import INVITATION, codes, not_valid
from quarterdeck.contexts.identity.events import AssistedAccountClaimed, MemberJoined
from quarterdeck.contexts.identity.keys import add_api_key
from quarterdeck.contexts.identity.membership import Admission, Member, Status
from quarterdeck.contexts.identity.model import Caller, Person
from quarterdeck.contexts.identity.occasion import Occasion
from quarterdeck.contexts.identity.permissions import Role
from quarterdeck.contexts.identity.store import members, organisations, people
from quarterdeck.kernel.tenancy import tenant_id
from quarterdeck.platform.tables import Writes


def accept(code: str, name: str, occasion: Occasion) -> Admission:
    """Make a member of who has the code of an invitation, and return the first API key.

    Raises:
        NotFound: the code opens nothing, for whatever reason.
    """
    invited = codes(INVITATION, occasion)
    said = invited.read(code)
    tenant, subject = tenant_id(said["tenant"]), said["subject"]
    deed = Deed(subject, "invitations.accept", subject, occasion)
    with change(tenant, deed, not_valid(INVITATION)) as together:
        found = members.get(tenant, subject)
        if found.status is not Status.INVITED:
            raise not_valid(INVITATION)
        invited.spend(code, together)
        activate(together, found, occasion, condition=members.is_mail(int(said["mail"])))
        if name:
            together.save(people.row(tenant, Person(subject, name)))
        key, text = add_api_key(together, Caller(tenant, subject, found.role), occasion.at)
        together.note(role=found.role.value, key=key.id)
    return Admission(replace(found, status=Status.ACTIVE), text)


def activate(
    together: Writes,
    member: Member,
    occasion: Occasion,
    *,
    condition: Condition | None = None,
    **changed: Any,
) -> None:
    """Add to the transaction: who was invited is a member. The first owner of an account that was opened claims it."""
    members.update(together, member, condition=condition, status=Status.ACTIVE.value, **changed)
    if member.role is Role.OWNER:
        _add_owner(together, member, occasion)
    joined = MemberJoined(subject=member.subject, role=member.role, way="invitation")
    tell(together, member.tenant, occasion, joined)


def _add_owner(together: Writes, member: Member, occasion: Occasion) -> None:
    organisation = organisations.get(member.tenant)
    if organisation.claimed:
        organisations.count_owner(together, member.tenant, 1)
        return
    organisations.claim(together, member.tenant)
    domain = domain_of(member.email)
    claimed = AssistedAccountClaimed(name=organisation.name, domain=domain, owner=member.subject)
    tell(together, member.tenant, occasion, claimed)
