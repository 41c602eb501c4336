"""What the knowledge context tells the rest."""

from typing import ClassVar

from quarterdeck.platform.outbox import EventData


class SnapshotPublished(EventData, frozen=True, kw_only=True):
    """The tenant's answers come from another snapshot now: its product knowledge has changed."""

    topic: ClassVar[str] = "config_events"
    type: ClassVar[str] = "snapshot_published"

    version: str
    former: str | None
    sync_id: str
    records: dict[str, int]
