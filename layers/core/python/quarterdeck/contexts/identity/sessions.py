"""Web sessions: a week at most, known by the digest of a cookie, and over as soon as they are ended.

A login always begins a new one and ends the one before, so that an id planted in a browser is worth nothing.
"""

import hashlib
import hmac
import secrets
from datetime import datetime, timedelta

from quarterdeck.contexts.identity.access import Access, Door
from quarterdeck.contexts.identity.change import Deed, change
from quarterdeck.contexts.identity.digests import digest
from quarterdeck.contexts.identity.model import Caller, Session
from quarterdeck.contexts.identity.occasion import Occasion
from quarterdeck.contexts.identity.permissions import permissions_of
from quarterdeck.contexts.identity.standing import standing
from quarterdeck.contexts.identity.store import sessions
from quarterdeck.kernel.clock import Clock
from quarterdeck.kernel.errors import Conflict, NotFound, Unauthenticated
from quarterdeck.kernel.ids import derived
from quarterdeck.kernel.tenancy import TenantId

LIFETIME = timedelta(days=7)
COOKIE = "__Host-qd_session"
_AT_ONCE = 40
"""Two rows each, and the trail's entry, in a transaction of 100 rows at most."""

_AGAIN = "the session is being changed elsewhere: try again"


def begin(caller: Caller, occasion: Occasion, *, instead_of: str | None = None) -> str:
    """Return the secret of a new session, and end the one whose secret is given."""
    secret, now = secrets.token_urlsafe(32), occasion.at
    hashed = digest(secret)
    former = sessions.find(digest(instead_of)) if instead_of else None
    session = Session(derived("ses", now, hashed), caller.tenant, caller.subject, hashed, now, now + LIFETIME)
    if former:
        _remove([former], Deed(former.subject, "sessions.end", former.id, occasion))
    deed = Deed(caller.subject, "sessions.begin", session.id, occasion)
    with change(caller.tenant, deed, Conflict(_AGAIN)) as together:
        sessions.add(together, session)
    return secret


def enter(secret: str, clock: Clock) -> Access:
    """Return what the session opens at this moment.

    Raises:
        Unauthenticated: there is no such session (any more).
    """
    found = _not_over(sessions.find(digest(secret)), clock.now())
    caller = standing(found.tenant, found.subject)
    return Access(caller, Door.SESSION, found.id, permissions_of(caller.role), csrf_token(secret))


def check(tenant: TenantId, subject: str, session_id: str, now: datetime) -> None:
    """Check that the member's session, which was checked before, is not over.

    Raises:
        Unauthenticated: it is.
    """
    _not_over(sessions.get(tenant, subject, session_id), now)


def _not_over(session: Session | None, now: datetime) -> Session:
    if session is None or session.expires_at <= now:
        raise Unauthenticated("the session is over: sign in again")
    return session


def csrf_token(secret: str) -> str:
    """Return what a page sends with every unsafe request; it follows from the secret, which no page knows."""
    return hmac.new(secret.encode(), b"csrf", hashlib.sha256).hexdigest()


def newest(tenant: TenantId, subject: str, clock: Clock) -> list[Session]:
    """Return the member's sessions that are not over, latest first, up to 100."""
    now = clock.now()
    return [each for each in sessions.of_member(tenant, subject) if each.expires_at > now]


def end(by: Caller, session_id: str, occasion: Occasion) -> None:
    """End one of the caller's sessions, from its next request on.

    Raises:
        NotFound: there is none of that id (any more).
    """
    found = sessions.get(by.tenant, by.subject, session_id)
    if found is None:
        raise NotFound(f"no session {session_id}")
    _remove([found], Deed(by.subject, "sessions.end", session_id, occasion))


def end_all(by: Caller, occasion: Occasion) -> int:
    """End all of the caller's sessions, and return how many there were."""
    ended = 0
    while found := sessions.of_member(by.tenant, by.subject)[:_AT_ONCE]:
        _remove(found, Deed(by.subject, "sessions.end_all", by.subject, occasion, len(found)))
        ended += len(found)
    return ended


def _remove(found: list[Session], deed: Deed) -> None:
    with change(found[0].tenant, deed, Conflict(_AGAIN)) as together:
        for each in found:
            sessions.remove(together, each)
