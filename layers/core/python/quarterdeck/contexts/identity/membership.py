"""Organisations and memberships, and who may give which role to whom."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from quarterdeck.contexts.identity.permissions import Role
from quarterdeck.kernel.errors import Forbidden
from quarterdeck.kernel.tenancy import TenantId


class Status(StrEnum):
    """How far a membership is: only an active one opens doors."""

    INVITED = "invited"
    ACTIVE = "active"
    DEACTIVATED = "deactivated"
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True)
class Organisation:
    """A tenant. One that was opened for a customer is ``claimed`` once its owner has come."""

    tenant: TenantId
    name: str
    created_at: datetime
    claimed: bool = True
    domains: tuple[str, ...] = ()
    operator: bool = False
    opened_by: str | None = None


@dataclass(frozen=True, slots=True)
class Identity:
    """A person as an identity provider knows them: for ever, while an address may be somebody else's later."""

    issuer: str
    subject: str


@dataclass(frozen=True, slots=True)
class Member:
    """A person's membership of an organisation.

    ``mails`` counts how often an invitation was to be sent; ``valid_until`` is when the one sent last ends.
    """

    tenant: TenantId
    subject: str
    email: str
    role: Role
    status: Status
    created_at: datetime
    invited_by: str | None = None
    mails: int = 0
    digest: str | None = None
    valid_until: datetime | None = None
    identities: tuple[Identity, ...] = ()

    @property
    def is_active(self) -> bool:
        return self.status is Status.ACTIVE


def check_may_give(giver: Role, role: Role) -> None:
    """Let owners alone make owners, or touch one.

    Raises:
        Forbidden: the role is an owner's, and the giver's isn't.
    """
    if role is Role.OWNER and giver is not Role.OWNER:
        raise Forbidden("only an owner makes, changes or deactivates an owner")
