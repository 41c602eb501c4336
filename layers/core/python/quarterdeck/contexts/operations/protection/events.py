"""What data protection tells the rest."""

from typing import ClassVar

from quarterdeck.platform.outbox import EventData


class DataErased(EventData, frozen=True, kw_only=True):
    """What belonged to a meeting, a person or the tenant is erased; ``subject`` is its id, an opaque one."""

    topic: ClassVar[str] = "client_events"
    type: ClassVar[str] = "data_erased"

    erasure_id: str
    kind: str
    subject: str
