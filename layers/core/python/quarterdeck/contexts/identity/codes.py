"""One-time codes that go by mail: where they belong, then a secret of which only a digest is kept.

Secrets are 256 random bits, so a plain SHA-256 is enough; there is nothing to guess from a dictionary.
"""

import hashlib
import hmac
import secrets
from datetime import datetime

from quarterdeck.kernel.errors import Unauthenticated


def not_valid() -> Unauthenticated:
    """Return the one answer to every code that opens nothing: it doesn't tell why."""
    return Unauthenticated("the code is not valid: it was used, replaced or taken back, or is too old")


def mint(*place: str) -> tuple[str, str]:
    """Return a new code, ``<place>.<secret>``, and the digest to keep."""
    secret = secrets.token_urlsafe(32)
    return ".".join((*place, secret)), digest(secret)


def parts(code: str, places: int) -> tuple[list[str], str]:
    """Return where the code belongs and its secret's digest.

    Raises:
        Unauthenticated: it isn't of that form.
    """
    *place, secret = code.strip().split(".")
    if len(place) != places or not all(place):
        raise not_valid()
    return place, digest(secret)


def is_valid(kept: str | None, given: str, valid_until: datetime | None, now: datetime) -> bool:
    """Tell whether the digest given is the one kept, and in time."""
    if kept is None or valid_until is None:
        return False
    return hmac.compare_digest(kept, given) and now < valid_until


def digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
