"""API keys.

A key reads ``qd_<public>_<secret>``: the public part finds its row, which holds only a digest of the secret.
Secrets are 256 random bits, so a plain SHA-256 is enough; there is nothing to guess from a dictionary.
"""

import hashlib
import hmac
import re
import secrets
from datetime import datetime

from pynamodb.transactions import TransactWrite

from quarterdeck.contexts.identity.model import Caller
from quarterdeck.contexts.identity.permissions import Role
from quarterdeck.contexts.identity.store import keys
from quarterdeck.kernel.clock import Clock
from quarterdeck.kernel.errors import Unauthenticated
from quarterdeck.kernel.tenancy import tenant_id
from quarterdeck.platform.tables import transaction

_BEARER = re.compile(r"Bearer qd_([0-9a-f]{16})_([0-9A-Za-z_-]{43})")


def create_api_key(caller: Caller, clock: Clock) -> str:
    """Return a new key that acts as the caller; it can't be shown again."""
    with transaction() as together:
        return add_api_key(together, caller, clock.now())


def add_api_key(together: TransactWrite, caller: Caller, at: datetime) -> str:
    """Add a new key that acts as the caller to the transaction, and return it; it can't be shown again."""
    public, secret = secrets.token_hex(8), secrets.token_urlsafe(32)
    row = keys.row(public)
    row.tenant, row.subject, row.role = caller.tenant, caller.subject, caller.role
    row.digest, row.created_at = _digest(secret), at
    keys.add(together, row)
    return f"qd_{public}_{secret}"


def authenticate(authorization: str) -> Caller:
    """Return who an ``Authorization`` header speaks for.

    Raises:
        Unauthenticated: it holds no key that is valid.
    """
    match = _BEARER.fullmatch(authorization)
    row = keys.find(match[1]) if match else None
    if not match or not row or not hmac.compare_digest(row.digest, _digest(match[2])):
        raise Unauthenticated("the API key is missing or not valid: send 'Authorization: Bearer qd_...'")
    return Caller(tenant_id(row.tenant), row.subject, Role(row.role))


def credential_of(authorization: str) -> str:
    """Return the public part of the key in an ``Authorization`` header; empty where it holds none."""
    match = _BEARER.fullmatch(authorization)
    return match[1] if match else ""


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
