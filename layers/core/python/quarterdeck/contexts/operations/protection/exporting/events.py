"""What exports tell the rest."""

from typing import ClassVar

from quarterdeck.platform.outbox import EventData


class DataExported(EventData, frozen=True, kw_only=True):
    """What is a person's or the tenant's was exported; ``subject`` is its id, an opaque one."""

    topic: ClassVar[str] = "client_events"
    type: ClassVar[str] = "data_exported"

    export_id: str
    kind: str
    subject: str
