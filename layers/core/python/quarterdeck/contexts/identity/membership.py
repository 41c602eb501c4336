"""Organisations and memberships, and who may give which role to whom."""

import re
import unicodedata
from datetime import datetime
from enum import StrEnum

from msgspec import Struct

from quarterdeck.contexts.identity.permissions import Role
from quarterdeck.kernel.errors import Forbidden
from quarterdeck.kernel.tenancy import TenantId, tenant_id

_SLUG_LENGTH = 30


class Status(StrEnum):
    """How far a membership is: only an active one opens doors."""

    INVITED = "invited"
    ACTIVE = "active"
    DEACTIVATED = "deactivated"
    REVOKED = "revoked"


class Organisation(Struct, frozen=True):
    """A tenant. One that was opened for a customer is ``claimed`` once its owner has come.

    ``erasure`` is the one that it goes by.
    """

    tenant: TenantId
    name: str
    created_at: datetime
    claimed: bool = True
    domains: tuple[str, ...] = ()
    operator: bool = False
    opened_by: str | None = None
    erasure: str | None = None


class Identity(Struct, frozen=True):
    """A person as an identity provider knows them: for ever, while an address may be somebody else's later."""

    issuer: str
    subject: str


class Member(Struct, frozen=True):
    """A person's membership of an organisation; ``mails`` counts the invitations that were to be sent."""

    tenant: TenantId
    subject: str
    email: str
    role: Role
    status: Status
    created_at: datetime
    invited_by: str | None = None
    mails: int = 0
    identities: tuple[Identity, ...] = ()

    @property
    def is_active(self) -> bool:
        return self.status is Status.ACTIVE


class Admission(Struct, frozen=True):
    """A person who has come in, and the API key that was made for them; it can't be shown again."""

    member: Member
    api_key: str

    def __repr__(self) -> str:
        return f"Admission(member={self.member!r})"


class Signup(Struct, frozen=True):
    """Who asks for an organisation, and the tenant that it will be."""

    id: str
    tenant: TenantId
    email: str
    name: str
    organisation: str


def check_may_give(giver: Role, role: Role) -> None:
    """Let owners alone make owners, or touch one.

    Raises:
        Forbidden: the role is an owner's, and the giver's isn't.
    """
    if role is Role.OWNER and giver is not Role.OWNER:
        raise Forbidden("only an owner makes, changes or deactivates an owner")


def tenant_of(name: str, mark: str) -> TenantId:
    """Return the tenant id for an organisation of that name; the mark (6 of a-z, 0-9) sets equal names apart."""
    ascii_name = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", ascii_name)[:_SLUG_LENGTH].strip("-")
    return tenant_id(f"{slug or 'organisation'}-{mark}")
