"""What the meetings context tells the rest."""

from datetime import datetime
from typing import ClassVar

from quarterdeck.platform.outbox import EventData


class MeetingIngested(EventData, frozen=True, kw_only=True):
    """A meeting is ready to be asked about."""

    topic: ClassVar[str] = "conversation_events"
    type: ClassVar[str] = "meeting_ingested"

    meeting_id: str
    company: str
    title: str
    date: datetime
    turns: int
    passages: int


class MeetingDeleted(EventData, frozen=True, kw_only=True):
    """A meeting, all that was made of it, and what answers quoted of it are gone."""

    topic: ClassVar[str] = "conversation_events"
    type: ClassVar[str] = "meeting_deleted"

    meeting_id: str


class MeetingFailed(EventData, frozen=True, kw_only=True):
    """A meeting could not be ingested; the reason is for a person."""

    topic: ClassVar[str] = "conversation_events"
    type: ClassVar[str] = "meeting_ingest_failed"

    meeting_id: str
    company: str
    title: str
    reason: str
