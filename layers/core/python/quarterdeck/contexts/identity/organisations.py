"""Organisations: how one begins, and what is known of it."""

from quarterdeck.contexts.identity.addresses import domain_of
from quarterdeck.contexts.identity.change import Deed, change, tell
from quarterdeck.contexts.identity.events import OrganizationCreated
from quarterdeck.contexts.identity.membership import Member, Organisation, Status
from quarterdeck.contexts.identity.occasion import Occasion
from quarterdeck.contexts.identity.permissions import Role
from quarterdeck.contexts.identity.store import members, organisations
from quarterdeck.kernel.errors import Conflict
from quarterdeck.kernel.tenancy import TenantId
from quarterdeck.platform.tables import Writes

NOBODY = ""
"""Does what an operator of the installation does: the audit trail has its channel, and no subject of the tenant."""


def organisation(tenant: TenantId) -> Organisation:
    """Return the organisation.

    Raises:
        NotFound: there is none of that id.
    """
    return organisations.get(tenant)


def found(together: Writes, founded: Organisation, owner: Member, occasion: Occasion) -> None:
    """Add a new organisation and its owner to the transaction; an id that is taken fails it."""
    created = OrganizationCreated(name=founded.name, domain=domain_of(owner.email), owner=owner.subject)
    organisations.add(together, founded)
    members.add(together, owner)
    tell(together, founded.tenant, occasion, created)


def create_tenant(
    tenant: TenantId, name: str, email: str, occasion: Occasion, *, operator: bool = False
) -> Member:
    """Create an organisation as an operator does, and return its owner, whose subject is ``owner``.

    An ``operator`` organisation is one whose sellers open accounts for customers.

    Raises:
        Conflict: the id is taken.
    """
    owner = Member(tenant, "owner", email, Role.OWNER, Status.ACTIVE, occasion.at)
    founded = Organisation(tenant, name, occasion.at, operator=operator)
    deed = Deed(NOBODY, "organisations.create", tenant, occasion)
    with change(tenant, deed, Conflict(f"the organisation {tenant} exists already")) as together:
        found(together, founded, owner, occasion)
    return owner
