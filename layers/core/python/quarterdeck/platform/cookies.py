"""Cookies of pages (RFC 6265bis), all of one form.

``__Host-`` ties a cookie to this host, its root path and TLS; no script reads it, and no other site's page or link
brings it along.
"""

from datetime import timedelta

from quarterdeck.kernel.errors import Unauthenticated

_FORM = "Path=/; HttpOnly; Secure; SameSite=Strict"


def read_cookie(header: str, name: str) -> str | None:
    """Return the value of the cookie of that name in a ``Cookie`` header, None where there is none.

    Raises:
        Unauthenticated: there are two of the name, and no telling which of them is ours.
    """
    pairs = [each.strip().partition("=") for each in header.split(";")]
    found = [value.strip() for key, _, value in pairs if key.strip() == name]
    if len(found) > 1:
        raise Unauthenticated(f"there are {len(found)} cookies {name}: delete them and sign in again")
    return (found[0] or None) if found else None


def set_cookie(name: str, value: str, lifetime: timedelta) -> str:
    """Return the ``Set-Cookie`` header that keeps the value for that time."""
    return f"{name}={value}; Max-Age={int(lifetime.total_seconds())}; {_FORM}"


def clear_cookie(name: str) -> str:
    """Return the ``Set-Cookie`` header that takes the cookie away."""
    return f"{name}=; Max-Age=0; {_FORM}"
