"""Whether a member may come in at this moment, by whatever door."""

from quarterdeck.contexts.identity.model import Caller
from quarterdeck.contexts.identity.store import members
from quarterdeck.kernel.errors import NotFound, Unauthenticated
from quarterdeck.kernel.tenancy import TenantId


def standing(tenant: TenantId, subject: str) -> Caller:
    """Return the member with the role of this moment.

    Raises:
        Unauthenticated: it is no active member.
    """
    try:
        member = members.get(tenant, subject)
    except NotFound:
        raise Unauthenticated("the member is gone") from None
    if not member.is_active:
        raise Unauthenticated("the member is not active")
    return Caller(tenant, subject, member.role)
