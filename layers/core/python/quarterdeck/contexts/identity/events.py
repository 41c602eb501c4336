"""What identity tells the rest. People are told of by their subjects: no address goes onto the bus, and no secret."""

from typing import ClassVar

from quarterdeck.platform.outbox import EventData


class _AuthEvent(EventData, frozen=True, kw_only=True):
    topic: ClassVar[str] = "auth_events"


class SignupRequested(_AuthEvent, frozen=True, kw_only=True):
    """Somebody asks for an organisation; nothing of it is made until the address is verified."""

    type: ClassVar[str] = "signup_requested"

    signup_id: str


class OrganizationCreated(_AuthEvent, frozen=True, kw_only=True):
    """An organisation came by itself; ``domain`` is that of its owner's verified address."""

    type: ClassVar[str] = "organization_created"

    name: str
    domain: str
    owner: str


class AssistedAccountCreated(_AuthEvent, frozen=True, kw_only=True):
    """An agent of the operator opened an account for a customer, who is to claim it."""

    type: ClassVar[str] = "assisted_account_created"

    name: str
    domain: str
    contact: str
    agent_tenant: str
    agent: str


class AssistedAccountClaimed(_AuthEvent, frozen=True, kw_only=True):
    """The customer took over the account that was opened for it."""

    type: ClassVar[str] = "assisted_account_claimed"

    name: str
    domain: str
    owner: str


class MemberInvited(_AuthEvent, frozen=True, kw_only=True):
    """Somebody is to join; ``mail`` counts the invitations sent to this person, and only the last one holds."""

    type: ClassVar[str] = "member_invited"

    subject: str
    role: str
    by: str
    mail: int


class InvitationRevoked(_AuthEvent, frozen=True, kw_only=True):
    type: ClassVar[str] = "invitation_revoked"

    subject: str
    by: str


class MemberJoined(_AuthEvent, frozen=True, kw_only=True):
    """Somebody is a member now: by ``invitation``, or by the ``domain`` of the address."""

    type: ClassVar[str] = "member_joined"

    subject: str
    role: str
    way: str


class MemberRoleChanged(_AuthEvent, frozen=True, kw_only=True):
    type: ClassVar[str] = "member_role_changed"

    subject: str
    former: str
    role: str
    by: str


class MemberDeactivated(_AuthEvent, frozen=True, kw_only=True):
    type: ClassVar[str] = "member_deactivated"

    subject: str
    by: str


class MemberReactivated(_AuthEvent, frozen=True, kw_only=True):
    type: ClassVar[str] = "member_reactivated"

    subject: str
    by: str


class DomainAllowed(_AuthEvent, frozen=True, kw_only=True):
    """People with addresses of the domain may join by signing in."""

    type: ClassVar[str] = "domain_allowed"

    domain: str
    by: str


class DomainDisallowed(_AuthEvent, frozen=True, kw_only=True):
    type: ClassVar[str] = "domain_disallowed"

    domain: str
    by: str
