"""API keys: made by a member, for as much as the member may do, until they expire or are revoked.

A key reads ``qd_<public>_<secret>``: the public part finds its row, which holds only a digest of the secret. What it
opens is decided at each use: its scopes, as far as the member's role still has them, while the member is active.
"""

import re
import secrets
from datetime import datetime

from msgspec import Struct

from quarterdeck.contexts.identity.access import Access, Door
from quarterdeck.contexts.identity.change import Deed, change
from quarterdeck.contexts.identity.digests import digest, is_same
from quarterdeck.contexts.identity.model import ApiKey, Caller
from quarterdeck.contexts.identity.occasion import Occasion
from quarterdeck.contexts.identity.permissions import Permission, permissions_of
from quarterdeck.contexts.identity.standing import standing
from quarterdeck.contexts.identity.store import keys
from quarterdeck.kernel.clock import Clock
from quarterdeck.kernel.errors import Conflict, Forbidden, InvalidInput, NotFound, Unauthenticated
from quarterdeck.kernel.ids import derived
from quarterdeck.kernel.tenancy import TenantId
from quarterdeck.platform.tables import Writes

_BEARER = re.compile(r"Bearer qd_([0-9a-f]{16})_([0-9A-Za-z_-]{43})")
_ID = re.compile(r"key_[0-9A-Z]{26}")
_NOT_VALID = "the API key is missing or not valid: send 'Authorization: Bearer qd_...'"


class Wish(Struct, frozen=True):
    """What a key is to be: named for its use, for some permissions, until a time if one is given."""

    name: str
    scopes: frozenset[Permission]
    expires_at: datetime | None = None


def create(by: Access, wish: Wish, occasion: Occasion) -> tuple[ApiKey, str]:
    """Make a key that acts as the caller, and return it with its text, which can't be shown again.

    Raises:
        Forbidden: a scope is more than the caller may do by the credential at hand.
        InvalidInput: it would have expired already.
    """
    beyond = wish.scopes - by.permissions
    if beyond:
        raise Forbidden(f"a key can do no more than you may: not {', '.join(sorted(beyond))}")
    if wish.expires_at and wish.expires_at <= occasion.at:
        raise InvalidInput("a key must expire in the future", field="expires_at")
    return _create(by.caller, wish, by.caller.subject, occasion)


def create_api_key(caller: Caller, occasion: Occasion) -> str:
    """Return a first key of the member, for all that the role may do now, as an operator of the installation does."""
    return _create(caller, _first(caller), "", occasion)[1]


def add_api_key(together: Writes, caller: Caller, at: datetime) -> tuple[ApiKey, str]:
    """Add a first key of the member to the transaction, and return it with its text, which can't be shown again."""
    key, secret = _new(caller, _first(caller), at)
    keys.add(together, key, digest(secret))
    return key, _text(key, secret)


def newest(tenant: TenantId, *, limit: int, before: str | None) -> tuple[list[ApiKey], str | None]:
    """Return up to ``limit`` of the tenant's keys, latest first, and what to pass as ``before`` for more."""
    return keys.newest(tenant, limit=limit, before=before)


def revoke(by: Caller, key_id: str, occasion: Occasion) -> None:
    """Take the key out of use, from its next request on.

    Raises:
        NotFound: the tenant has no such key (any more).
    """
    if not _ID.fullmatch(key_id):
        raise NotFound("no such key")
    deed = Deed(by.subject, "keys.revoke", key_id, occasion)
    with change(by.tenant, deed, NotFound(f"no key {key_id}")) as together:
        key = keys.get(by.tenant, key_id)
        keys.remove(together, key)
        together.note(subject=key.subject)


def public_part(authorization: str) -> str:
    """Return the public part of the key in an ``Authorization`` header; empty where it holds none."""
    match = _BEARER.fullmatch(authorization)
    return match[1] if match else ""


def enter(authorization: str, clock: Clock) -> Access:
    """Return what the key in an ``Authorization`` header opens at this moment.

    Raises:
        Unauthenticated: it holds no key that is valid.
    """
    match = _BEARER.fullmatch(authorization)
    found = keys.find(match[1]) if match else None
    if not match or not found or not is_same(found.digest, digest(match[2])):
        raise Unauthenticated(_NOT_VALID)
    key, now = found.key, clock.now()
    _check_time(key, now)
    caller = standing(key.tenant, key.subject)
    today = now.date().isoformat()
    if key.used_on != today:
        keys.note_use(key, today)
    return Access(caller, Door.KEY, key.id, key.scopes & permissions_of(caller.role))


def scopes_now(tenant: TenantId, key_id: str, now: datetime) -> frozenset[Permission]:
    """Return what the key, which was checked before, is for.

    Raises:
        Unauthenticated: it was revoked, or has expired.
    """
    try:
        key = keys.get(tenant, key_id)
    except NotFound:
        raise Unauthenticated("the API key was revoked") from None
    _check_time(key, now)
    return key.scopes


def _check_time(key: ApiKey, now: datetime) -> None:
    if key.expires_at and key.expires_at <= now:
        raise Unauthenticated("the API key has expired: make a new one")


def _first(caller: Caller) -> Wish:
    return Wish("first key", permissions_of(caller.role))


def _create(caller: Caller, wish: Wish, by: str, occasion: Occasion) -> tuple[ApiKey, str]:
    key, secret = _new(caller, wish, occasion.at)
    with change(caller.tenant, Deed(by, "keys.create", key.id, occasion), Conflict("try again")) as together:
        keys.add(together, key, digest(secret))
        together.note(subject=key.subject, scopes=" ".join(sorted(key.scopes)))
    return key, _text(key, secret)


def _new(caller: Caller, wish: Wish, at: datetime) -> tuple[ApiKey, str]:
    """Return a key and its secret."""
    public, secret = secrets.token_hex(8), secrets.token_urlsafe(32)
    key = ApiKey(
        id=derived("key", at, public),
        tenant=caller.tenant,
        subject=caller.subject,
        name=wish.name,
        public=public,
        scopes=wish.scopes,
        created_at=at,
        expires_at=wish.expires_at,
    )
    return key, secret


def _text(key: ApiKey, secret: str) -> str:
    return f"qd_{key.public}_{secret}"
