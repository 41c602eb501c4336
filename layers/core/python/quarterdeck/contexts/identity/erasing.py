"""Erasing people and organisations: what leads to them, and last of all their rows."""

from quarterdeck.contexts.identity.store import erasing, members, people
from quarterdeck.kernel.errors import Conflict, NotFound
from quarterdeck.kernel.tenancy import TenantId
from quarterdeck.platform.belonging import Wanted
from quarterdeck.platform.erasing import Erased
from quarterdeck.platform.tables import transaction


def ways_in(tenant: TenantId, subject: str | None = None) -> Wanted:
    """Return what opens a door to the tenant, or to one of its members: credentials, and links to memberships."""
    return erasing.ways_in(tenant) if subject is None else erasing.ways_in_of(tenant, subject)


def erase_member(tenant: TenantId, subject: str) -> Erased:
    """Remove the membership with its address and what the person says of themselves; once they are gone, nothing.

    Raises:
        Conflict: the member is active, so somebody let the person in again meanwhile.
    """
    try:
        found = members.get(tenant, subject)
    except NotFound:
        return Erased(people.remove(tenant, subject))
    if found.is_active:
        raise Conflict(f"{subject} is active again")
    said = people.remove(tenant, subject)
    with transaction() as together:
        erasing.remove_member(together, found)
    return Erased(2 + said)
