"""Callers and the workspaces they come from."""

from datetime import datetime
from zoneinfo import ZoneInfo

from msgspec import Struct

from quarterdeck.contexts.identity.permissions import Permission, Role
from quarterdeck.kernel.tenancy import TenantId


class Caller(Struct, frozen=True):
    """Who makes a request: a subject of a tenant, in a role."""

    tenant: TenantId
    subject: str
    role: Role


class Person(Struct, frozen=True):
    """Who asks. ``product`` is the one the person works on now; ``timezone`` is an IANA name."""

    subject: str = ""
    name: str = ""
    role: str = ""
    product: str = ""
    timezone: str = "UTC"

    def local(self, moment: datetime) -> datetime:
        """Return the moment by the person's clock; as it is where no time zone was said."""
        return moment if self.timezone == "UTC" else moment.astimezone(ZoneInfo(self.timezone))


class ApiKey(Struct, frozen=True):
    """A key that acts as the subject, within its scopes; ``used_on`` is the day of its last use (UTC)."""

    id: str
    tenant: TenantId
    subject: str
    name: str
    public: str
    scopes: frozenset[Permission]
    created_at: datetime
    expires_at: datetime | None = None
    used_on: str | None = None


class Session(Struct, frozen=True):
    """A person's time in a browser, until it is ended or ends by itself."""

    id: str
    tenant: TenantId
    subject: str
    digest: str
    created_at: datetime
    expires_at: datetime
