"""A sync as a value: what it is for, how far it is, and what it did."""

from datetime import datetime
from enum import StrEnum

from msgspec import Struct, field

from quarterdeck.kernel.tenancy import TenantId


class Kind(StrEnum):
    """AUTO becomes CHANGE where the webhook's cursor allows it, else FULL; REBUILD asks Airtable for nothing."""

    AUTO = "auto"
    FULL = "full"
    CHANGE = "change"
    REBUILD = "rebuild"


class Status(StrEnum):
    RUNNING = "running"
    SUCCEEDED = "succeeded"
    FAILED = "failed"


class Phase(StrEnum):
    """What a sync does next. A full one: OPEN, then PAGES and SWEEP for each table. One by change: CHANGES."""

    OPEN = "open"
    PAGES = "pages"
    SWEEP = "sweep"
    CHANGES = "changes"
    DONE = "done"


class Progress(Struct, frozen=True):
    """How far a sync is.

    ``table`` counts the tables, ``page`` the pages of this one, ``round`` how often its listing began anew.
    ``cursor`` is where the next sync by change begins. ``troubles`` counts failures since the last success.
    """

    phase: Phase
    table: int = 0
    page: int = 0
    round: int = 0
    offset: str | None = None
    cursor: int | None = None
    troubles: int = 0


class Done(Struct, frozen=True):
    """What a step of a sync did, to be added up."""

    seen: int = 0
    changed: int = 0
    deleted: int = 0
    skipped: int = 0
    requests: int = 0


class Sync(Struct, frozen=True):
    """A sync as logged. ``step`` counts its committed steps; ``skipped`` are rows without a name."""

    tenant: TenantId
    id: str
    kind: Kind
    status: Status
    progress: Progress
    correlation_id: str
    started_at: datetime
    finished_at: datetime | None = None
    reason: str | None = None
    version: str | None = None
    attempts: int = 1
    step: int = 0
    done: Done = field(default_factory=Done)


class Job(Struct, frozen=True):
    """A wish for a sync; ``holder`` is the execution that does it."""

    tenant: TenantId
    kind: Kind
    correlation_id: str
    holder: str
