"""What callers see of API keys, sessions and logins; a secret only when it is made."""

from datetime import date, datetime
from typing import Literal

from quarterdeck.contexts.identity.model import ApiKey, Session
from quarterdeck.contexts.identity.permissions import Permission
from quarterdeck.platform.http import View


class KeyView(View):
    """An API key; of its text only the ``prefix``, which is no secret. ``used_on`` is the day of its last use (UTC)."""

    key_id: str
    name: str
    prefix: str
    subject: str
    scopes: list[Permission]
    created_at: datetime
    expires_at: datetime | None
    used_on: date | None


class NewKeyView(KeyView):
    """A new API key with its text: the only time that it is shown."""

    api_key: str


class KeysPage(View):
    """API keys, latest first; ``before`` asks for the page after this one, and is null at the end."""

    keys: list[KeyView]
    before: str | None


class KeyRevoked(View):
    """The key opens nothing any more."""

    key_id: str
    status: Literal["revoked"] = "revoked"


class SessionView(View):
    """A session; the ``current`` one is that of this request."""

    session_id: str
    created_at: datetime
    expires_at: datetime
    current: bool


class SessionsView(View):
    """The caller's sessions, latest first."""

    sessions: list[SessionView]


class SessionEnded(View):
    """The session opens nothing any more."""

    session_id: str
    status: Literal["ended"] = "ended"


class SessionsEnded(View):
    """How many sessions were ended."""

    ended: int


class LoginBegun(View):
    """The provider is at the address of the header ``Location``."""


class SignedIn(View):
    """There is a session now; ``next`` is the address to go on to."""

    next: str


class CsrfView(View):
    """What a session's unsafe requests carry in ``X-CSRF-Token``; null for callers by key or token, who need none."""

    csrf_token: str | None


def key_view(key: ApiKey) -> KeyView:
    """Return the key as the organisation's admins see it."""
    return KeyView(
        key_id=key.id,
        name=key.name,
        prefix=f"qd_{key.public}_",
        subject=key.subject,
        scopes=sorted(key.scopes),
        created_at=key.created_at,
        expires_at=key.expires_at,
        used_on=date.fromisoformat(key.used_on) if key.used_on else None,
    )


def new_key_view(key: ApiKey, text: str) -> NewKeyView:
    """Return the key as its maker sees it, once."""
    return NewKeyView(**dict(key_view(key)), api_key=text)


def session_view(session: Session, *, current: bool) -> SessionView:
    """Return the session as its person sees it."""
    return SessionView(
        session_id=session.id, created_at=session.created_at, expires_at=session.expires_at, current=current
    )
