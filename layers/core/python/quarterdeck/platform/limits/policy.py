"""The figures of the limits: a document in TOML, and what a tenant or an installation has instead of parts of it."""

import tomllib
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Annotated

from msgspec import Meta, Struct

from quarterdeck.kernel.codec import load
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


_Tokens = Annotated[int, Meta(ge=1, le=1_000_000)]
_Tries = Annotated[int, Meta(ge=1)]


class Rate(Struct, frozen=True, forbid_unknown_fields=True):
    """``burst`` tokens at once, refilled by ``per_minute``."""

    per_minute: _Tokens
    burst: _Tokens

    @property
    def interval_us(self) -> int:
        """How many microseconds a token takes to come back."""
        return 60_000_000 // self.per_minute


class Class(Struct, frozen=True, forbid_unknown_fields=True):
    subject: Rate
    tenant: Rate
    open: bool


class Lock(Struct, frozen=True, forbid_unknown_fields=True):
    credential: _Tries
    source: _Tries
    minutes: Annotated[int, Meta(ge=1, le=24 * 60)]


class Policy(Struct, frozen=True, forbid_unknown_fields=True):
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
    lock = packaged["lock"] | given.get("lock", {})
    read: Policy = load(Policy, {"classes": classes, "lock": lock, "tenants": given.get("tenants", {})})
    return read


@cache
def _packaged() -> dict[str, dict[str, object]]:
    return tomllib.loads(files(__package__).joinpath("limits.toml").read_text())
