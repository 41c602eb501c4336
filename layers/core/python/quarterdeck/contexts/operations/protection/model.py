"""Erasures as values: what is erased, store by store, and the receipt."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from msgspec import Struct

from quarterdeck.kernel.tenancy import TenantId
from quarterdeck.platform.erasing import Erased


class Kind(StrEnum):
    """Whose data goes: all that was made of a meeting, all of a person, or all of the tenant."""

    MEETING = "meeting"
    PERSON = "person"
    TENANT = "tenant"


class Status(StrEnum):
    """How far an erasure is. A failed one goes on when it is asked for again."""

    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Taken:
    """How many things were taken out of a store."""

    store: str
    erased: int


class Erasure(Struct, frozen=True):
    """An erasure and, once it is done, its receipt: what was ``taken`` from every store.

    ``subject`` is the id of the meeting, person or tenant, and ``attempt`` counts from 1.
    """

    tenant: TenantId
    id: str
    kind: Kind
    subject: str
    requested_by: str
    requested_at: datetime
    status: Status = Status.RUNNING
    attempt: int = 1
    ended_at: datetime | None = None
    taken: tuple[Taken, ...] = ()


class Step(Struct, frozen=True):
    """One go at one store: what is handed in, and with ``erased`` and ``cursor`` moved on, what is handed back.

    The step after the last has no cursor.
    """

    tenant: TenantId
    erasure_id: str
    kind: Kind
    subject: str
    correlation_id: str
    store: str
    cursor: str | None = None
    erased: int = 0


class Ended(Struct, frozen=True):
    """The end of an erasure; ``taken`` is None where it broke off."""

    tenant: TenantId
    erasure_id: str
    correlation_id: str
    taken: tuple[Taken, ...] | None


class Go(Struct, frozen=True):
    """For whom a store is erased, from where, and in which request."""

    tenant: TenantId
    erasure_id: str
    subject: str
    correlation_id: str
    cursor: str | None


AT_ONCE = frozenset({"access", "executions"})
"""The stores that are erased before those who still write, and may not begin anew, are waited for."""

Store = Callable[[Go], Erased]
Stores = Mapping[Kind, Mapping[str, Store]]
"""How each store is erased, by its name on the receipt, in the order in which they are."""
