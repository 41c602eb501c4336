"""Invitations: an address is asked to join in a role, and whoever reads its mail may."""

from msgspec.structs import replace

from quarterdeck.contexts.identity.addresses import address
from quarterdeck.contexts.identity.change import Deed, change, tell
from quarterdeck.contexts.identity.events import InvitationRevoked, MemberInvited
from quarterdeck.contexts.identity.membership import Member, Status, check_may_give
from quarterdeck.contexts.identity.model import Caller
from quarterdeck.contexts.identity.occasion import Occasion
from quarterdeck.contexts.identity.permissions import Role
from quarterdeck.contexts.identity.store import members
from quarterdeck.kernel.errors import Conflict, NotFound

MOST_MAILS = 5
"""How many invitations an organisation may send to one address."""

CHANGED = "somebody else has just changed the invitation: look again"


def invite(by: Caller, email: str, role: Role, occasion: Occasion) -> Member:
    """Ask an address to join; the same invitation again changes nothing. The mail follows.

    Raises:
        InvalidInput: it is no address.
        Forbidden: the role is an owner's, and the caller is none.
        Conflict: the address is a member, or invited in another role, or has been sent too many invitations.
    """
    check_may_give(by.role, role)
    normal = address(email)
    known = members.of_email(by.tenant, normal)
    if known is None:
        return _add(by, normal, role, occasion)
    if known.status is Status.INVITED and known.role is role:
        return known
    if known.status is not Status.REVOKED:
        raise Conflict(f"{normal} is {known.status} already, as {known.role}", field="email")
    return ask_again(by.subject, known, role, occasion)


def send_again(by: Caller, subject: str, occasion: Occasion) -> Member:
    """Mail an invitation once more; the codes sent before end.

    Raises:
        NotFound: nobody of that id is invited.
        Forbidden: the invitation is an owner's, and the caller is none.
        Conflict: the address has been sent too many.
    """
    found = invitation(by, subject)
    return ask_again(by.subject, found, found.role, occasion)


def revoke(by: Caller, subject: str, occasion: Occasion) -> Member:
    """Take an invitation back, at once.

    Raises:
        NotFound: nobody of that id is invited.
        Forbidden: the invitation is an owner's, and the caller is none.
    """
    found = invitation(by, subject)
    deed = Deed(by.subject, "invitations.revoke", subject, occasion)
    with change(found.tenant, deed, Conflict(CHANGED)) as together:
        members.update(together, found, status=Status.REVOKED.value)
        tell(together, by.tenant, occasion, InvitationRevoked(subject=subject, by=by.subject))
    return replace(found, status=Status.REVOKED)


def invitation(by: Caller, subject: str) -> Member:
    """Return the member as long as it is invited, if the caller may do anything about it."""
    found = members.get(by.tenant, subject)
    if found.status is not Status.INVITED:
        raise NotFound(f"no invitation {subject}")
    check_may_give(by.role, found.role)
    return found


def _add(by: Caller, email: str, role: Role, occasion: Occasion) -> Member:
    member = Member(
        tenant=by.tenant,
        subject=occasion.ids.new("usr"),
        email=email,
        role=role,
        status=Status.INVITED,
        created_at=occasion.at,
        invited_by=by.subject,
        mails=1,
    )
    deed = Deed(by.subject, "invitations.send", member.subject, occasion)
    with change(member.tenant, deed, Conflict(CHANGED)) as together:
        members.add(together, member)
        together.note(role=role.value, mail=member.mails)
        tell(together, by.tenant, occasion, _invited(member))
    return member


def ask_again(by: str, member: Member, role: Role, occasion: Occasion) -> Member:
    """Invite the member anew, in that role; ``by`` is who does so. The codes sent before end.

    Raises:
        Conflict: the address has been sent too many invitations, or somebody else changes this one.
    """
    if member.mails >= MOST_MAILS:
        raise Conflict(
            f"{member.email} has been sent {MOST_MAILS} invitations: that is enough", field="email"
        )
    again = replace(member, role=role, status=Status.INVITED, invited_by=by, mails=member.mails + 1)
    deed = Deed(by, "invitations.send", member.subject, occasion)
    with change(member.tenant, deed, Conflict(CHANGED)) as together:
        together.note(role=role.value, mail=again.mails)
        members.update(
            together,
            member,
            role=role.value,
            status=again.status.value,
            invited_by=by,
            mails=again.mails,
        )
        tell(together, member.tenant, occasion, _invited(again))
    return again


def _invited(member: Member) -> MemberInvited:
    by = member.invited_by or ""
    return MemberInvited(subject=member.subject, role=member.role, by=by, mail=member.mails)
