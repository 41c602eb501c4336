"""What an entry of the audit trail says."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from msgspec import Struct, field

from quarterdeck.kernel.tenancy import TenantId

INSTALLATION = TenantId("-")
"""Stands for no tenant, where it isn't known who asked: it is no valid tenant id, so nobody's."""


class Result(StrEnum):
    """How it ended. What is not allowed is refused; what is allowed and could not be done has failed."""

    DONE = "done"
    REFUSED = "refused"
    FAILED = "failed"


class Origin(Struct, frozen=True):
    """Where a request comes from: an address and a user agent. Personal data, so never in an entry itself."""

    ip: str
    agent: str


class Actor(Struct, frozen=True):
    """Who does something, through which channel, from where (``origins.Origins.of``).

    ``subject`` is an id that stays opaque: never a name or an address.
    """

    tenant: TenantId
    subject: str
    correlation_id: str
    channel: str = "api"
    origin: str = ""


class Entry(Struct, frozen=True):
    """One thing that was done or refused.

    ``id`` is unique; where the deed is idempotent it is derived from it. ``action`` reads ``<what>.<deed>``, ``target``
    is the id of what it was done to, ``reason`` a code (an error's class), ``count`` how many alike it stands for.
    ``details`` has codes and numbers, no text that people wrote.
    """

    id: str
    at: datetime
    actor: Actor
    action: str
    target: str = ""
    result: Result = Result.DONE
    reason: str = ""
    run_id: str = ""
    count: int = 1
    details: Mapping[str, str | int] = field(default_factory=dict)


class Refused(Struct, frozen=True):
    """What was refused: to whom (a subject's id, or empty), what (a route), why (a code), from where."""

    tenant: TenantId
    subject: str
    action: str
    reason: str
    correlation_id: str
    ip: str
    agent: str
    target: str = ""
