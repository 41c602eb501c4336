"""What a credential opens later on, where it was checked once for something that lasts, such as a web socket."""

from datetime import datetime

from msgspec.structs import replace

from quarterdeck.contexts.identity import keys, sessions
from quarterdeck.contexts.identity.access import Door
from quarterdeck.contexts.identity.permissions import permissions_of
from quarterdeck.contexts.identity.standing import standing
from quarterdeck.contexts.identity.tickets import Holder


def renewed(holder: Holder, now: datetime) -> Holder:
    """Return the holder with what is allowed at this moment; a bearer token, which nobody can revoke, is not asked for.

    Raises:
        Unauthenticated: the member is no longer active, or the key or session is over.
    """
    allowed = permissions_of(standing(holder.tenant, holder.subject).role)
    match holder.door:
        case Door.KEY:
            allowed &= keys.scopes_now(holder.tenant, holder.credential, now)
        case Door.SESSION:
            sessions.check(holder.tenant, holder.subject, holder.credential, now)
        case Door.OIDC:
            pass
    return replace(holder, permissions=allowed)
