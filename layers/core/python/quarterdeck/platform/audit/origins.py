"""Where requests come from, kept apart from the trail so that it can be erased.

An origin is SHA-256 over 16 random bytes, the address and the user agent. As long as its row is there, the digest
proves that the row was not changed; without the row nobody can find out what it was made of.
"""

import hashlib
import secrets
from datetime import datetime, timedelta

from msgspec import Struct, field

from quarterdeck.kernel.clock import Clock
from quarterdeck.kernel.tenancy import TenantId, tenant_key
from quarterdeck.platform.audit.model import Origin
from quarterdeck.platform.audit.rows import OriginRow

KEPT = timedelta(days=400)
REMEMBERED = 1_000
REMEMBERED_FOR = timedelta(hours=1)
"""How many origins a process remembers, and how long, so that a client costs one row an hour and not one a request.

A row may be erased with a colleague's of the same address: then the next hour's row tells of who comes from there.
"""

AGENT = 200
"""How many characters of a user agent are kept."""


class Origins(Struct, frozen=True):
    clock: Clock
    _known: dict[tuple[TenantId, Origin], tuple[datetime, str]] = field(default_factory=dict)

    def of(self, tenant: TenantId, ip: str, agent: str) -> str:
        """Return the digest of the origin, once its row is written."""
        origin, now = Origin(ip, agent[:AGENT]), self.clock.now()
        known = self._known.get((tenant, origin))
        if known and now - known[0] < REMEMBERED_FOR:
            return known[1]
        if len(self._known) >= REMEMBERED:
            self._known.clear()
        kept = self._keep(tenant, origin)
        self._known[tenant, origin] = now, kept
        return kept

    def _keep(self, tenant: TenantId, origin: Origin) -> str:
        salt = secrets.token_hex(16)
        found = digest(salt, origin)
        row = OriginRow(tenant_key(tenant, "ORIGIN"), found, salt=salt, ip=origin.ip, agent=origin.agent)
        row.expires = self.clock.now() + KEPT
        row.save()
        return found


def find(tenant: TenantId, origin: str) -> Origin | None:
    """Return what the digest stands for; None where it was erased, or isn't what the digest was made of."""
    try:
        row = OriginRow.get(tenant_key(tenant, "ORIGIN"), origin)
    except OriginRow.DoesNotExist:
        return None
    found = Origin(row.ip, row.agent)
    return found if digest(row.salt, found) == origin else None


def digest(salt: str, origin: Origin) -> str:
    return hashlib.sha256(f"{salt}\x1f{origin.ip}\x1f{origin.agent}".encode()).hexdigest()
