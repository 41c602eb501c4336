"""What callers see of product knowledge and its syncs."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from quarterdeck.contexts.knowledge.desk import Overview
from quarterdeck.contexts.knowledge.sync import Sync


def overview_view(overview: Overview, now: datetime) -> dict[str, Any]:
    """Return the state of things, JSON-ready; ``age_seconds`` is since a sync last found the snapshot up to date."""
    pointer = overview.pointer
    return {
        "connected": overview.connected,
        "syncing": overview.syncing,
        "version": pointer and pointer.version,
        "built_at": pointer and pointer.built_at.isoformat(),
        "checked_at": pointer and pointer.checked_at.isoformat(),
        "age_seconds": pointer and round((now - pointer.checked_at).total_seconds()),
        "records": pointer and pointer.counts,
    }


def sync_view(sync: Sync) -> dict[str, Any]:
    """Return the sync as logged, JSON-ready."""
    return {
        "sync_id": sync.id,
        "kind": sync.kind.value,
        "status": sync.status.value,
        "reason": sync.reason,
        "started_at": sync.started_at.isoformat(),
        "finished_at": sync.finished_at and sync.finished_at.isoformat(),
        "version": sync.version,
        "attempts": sync.attempts,
        **asdict(sync.done),
        "correlation_id": sync.correlation_id,
    }
