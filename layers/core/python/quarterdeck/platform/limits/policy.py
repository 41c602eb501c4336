"""The figures of the limits: a document in TOML, and what a tenant or an installation has instead of parts of it."""

import tomllib
from enum import StrEnum
from functools import cache
from importlib.resources import files

from pydantic import BaseModel, ConfigDict, Field

from quarterdeck.kernel.tenancy import TenantId


class LimitClass(StrEnum):
    """What routes are alike in: how dear they are and what happens where the limits can't be asked."""

    ASK = "ask"
    INGEST = "ingest"
    READ = "read"
    MANAGE = "manage"
    EXPORT = "export"
    LOGIN = "login"
    SIGNUP = "signup"


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Rate(_Model):
    """``burst`` tokens at once, refilled by ``per_minute``."""

    per_minute: int = Field(ge=1, le=1_000_000)
    burst: int = Field(ge=1, le=1_000_000)

    @property
    def interval_us(self) -> int:
        """How many microseconds a token takes to come back."""
        return 60_000_000 // self.per_minute


class Class(_Model):
    subject: Rate
    tenant: Rate
    open: bool


class Lock(_Model):
    credential: int = Field(ge=1)
    source: int = Field(ge=1)
    minutes: int = Field(ge=1, le=24 * 60)


class Policy(_Model):
    """All limits; ``tenants`` has the classes that a tenant has instead of the common ones."""

    classes: dict[LimitClass, Class]
    lock: Lock
    tenants: dict[str, dict[LimitClass, Class]] = {}

    def of(self, tenant: TenantId, kind: LimitClass) -> Class:
        return self.tenants.get(tenant, {}).get(kind) or self.classes[kind]


def policy(own: str = "") -> Policy:
    """Return the packaged limits, with what the document ``own`` (TOML) has of them in their place.

    Raises:
        ValueError: it isn't such a document.
    """
    given = tomllib.loads(own)
    unknown = given.keys() - {"classes", "lock", "tenants"}
    if unknown:
        raise ValueError(f"limits have no {', '.join(sorted(unknown))}")
    packaged = _packaged()
    classes = packaged["classes"] | given.get("classes", {})
    return Policy(
        classes=classes,
        lock=packaged["lock"] | given.get("lock", {}),
        tenants=given.get("tenants", {}),
    )


@cache
def _packaged() -> dict[str, dict[str, object]]:
    return tomllib.loads(files(__package__).joinpath("limits.toml").read_text())
