"""What callers see of themselves, their colleagues and their organisation; never a code."""

from datetime import datetime
from typing import Literal

from quarterdeck.contexts.identity.membership import Admission, Member, Organisation, Status
from quarterdeck.contexts.identity.model import Person
from quarterdeck.contexts.identity.permissions import Role
from quarterdeck.platform.http import View


class PersonView(View):
    """Who the caller is; ``timezone`` is an IANA name."""

    subject: str
    name: str
    role: str
    product: str
    timezone: str


class MemberView(View):
    """A membership; ``mails`` counts the invitations that were sent."""

    subject: str
    email: str
    role: Role
    status: Status
    created_at: datetime
    invited_by: str | None
    mails: int


class MembersPage(View):
    """Members, latest first; ``before`` asks for the page after this one, and is null at the end."""

    members: list[MemberView]
    before: str | None


class InvitationsPage(View):
    """Those who are invited, latest first; ``before`` asks for the page after this one, and is null at the end."""

    invitations: list[MemberView]
    before: str | None


class OrganisationView(View):
    """An organisation, and the domains whose people it lets in; one opened for a customer waits to be claimed."""

    tenant: str
    name: str
    created_at: datetime
    claimed: bool
    domains: list[str]


class SignupAccepted(View):
    """The one answer to a signup, whether or not the address is known."""

    status: Literal["accepted"] = "accepted"
    detail: str = "If a mail can reach the address, a code is on its way."


class AdmissionView(MemberView):
    """Who has come in and where, with the API key: the only time that it is shown."""

    tenant: str
    api_key: str


def person_view(person: Person) -> PersonView:
    """Return the person as callers see it."""
    return PersonView(
        subject=person.subject,
        name=person.name,
        role=person.role,
        product=person.product,
        timezone=person.timezone,
    )


def member_view(member: Member) -> MemberView:
    """Return the member as colleagues see it."""
    return MemberView(
        subject=member.subject,
        email=member.email,
        role=member.role,
        status=member.status,
        created_at=member.created_at,
        invited_by=member.invited_by,
        mails=member.mails,
    )


def organisation_view(organisation: Organisation) -> OrganisationView:
    """Return the organisation as its people see it."""
    return OrganisationView(
        tenant=organisation.tenant,
        name=organisation.name,
        created_at=organisation.created_at,
        claimed=organisation.claimed,
        domains=list(organisation.domains),
    )


def admission_view(admission: Admission) -> AdmissionView:
    """Return what who has come in is told, once."""
    member = member_view(admission.member)
    return AdmissionView(**dict(member), tenant=admission.member.tenant, api_key=admission.api_key)
