"""Callers and the workspaces they come from."""

from dataclasses import dataclass

from quarterdeck.kernel.tenancy import TenantId


@dataclass(frozen=True, slots=True)
class Caller:
    """Who makes a request: a subject of a tenant."""

    tenant: TenantId
    subject: str


@dataclass(frozen=True, slots=True)
class Person:
    """Who asks. ``product`` is the one the person works on now; ``timezone`` is an IANA name."""

    subject: str = ""
    name: str = ""
    role: str = ""
    product: str = ""
    timezone: str = "UTC"


@dataclass(frozen=True, slots=True)
class Workspace:
    """A Slack workspace and the tenant whose people use it."""

    team_id: str
    tenant: TenantId
