"""What callers see of product knowledge and its syncs."""

from datetime import datetime
from typing import Literal

from quarterdeck.contexts.knowledge.desk import Overview
from quarterdeck.contexts.knowledge.sync import Kind, Status, Sync
from quarterdeck.platform.http import View


class OverviewView(View):
    """The state of things; ``age_seconds`` is since a sync last found the snapshot up to date."""

    connected: bool
    syncing: bool
    version: str | None
    built_at: datetime | None
    checked_at: datetime | None
    age_seconds: int | None
    records: dict[str, int] | None


class SyncView(View):
    """A sync as logged."""

    sync_id: str
    kind: Kind
    status: Status
    reason: str | None
    started_at: datetime
    finished_at: datetime | None
    version: str | None
    attempts: int
    seen: int
    changed: int
    deleted: int
    skipped: int
    requests: int
    correlation_id: str


class SyncsPage(View):
    """Syncs, latest first; ``before`` asks for the page after this one, and is null at the end."""

    syncs: list[SyncView]
    before: str | None


class SyncAccepted(View):
    """A sync that was started; its row in the log has the same ``correlation_id``."""

    status: Literal["accepted"] = "accepted"
    kind: Kind
    correlation_id: str


def overview_view(overview: Overview, now: datetime) -> OverviewView:
    """Return the state of things as callers see it."""
    pointer = overview.pointer
    return OverviewView(
        connected=overview.connected,
        syncing=overview.syncing_until is not None and overview.syncing_until > now,
        version=pointer.version if pointer else None,
        built_at=pointer.built_at if pointer else None,
        checked_at=pointer.checked_at if pointer else None,
        age_seconds=round((now - pointer.checked_at).total_seconds()) if pointer else None,
        records=pointer.counts if pointer else None,
    )


def sync_view(sync: Sync) -> SyncView:
    """Return the sync as callers see it."""
    return SyncView(
        sync_id=sync.id,
        kind=sync.kind,
        status=sync.status,
        reason=sync.reason,
        started_at=sync.started_at,
        finished_at=sync.finished_at,
        version=sync.version,
        attempts=sync.attempts,
        seen=sync.done.seen,
        changed=sync.done.changed,
        deleted=sync.done.deleted,
        skipped=sync.done.skipped,
        requests=sync.done.requests,
        correlation_id=sync.correlation_id,
    )
