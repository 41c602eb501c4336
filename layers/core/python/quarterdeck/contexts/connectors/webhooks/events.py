"""What webhooks tell the rest."""

from typing import ClassVar

from quarterdeck.platform.outbox import EventData


class WebhookReceived(EventData, frozen=True, kw_only=True):
    """Another system of the tenant's has told us something; ``body`` is the key of the object that holds its words.

    It is on the clients' topic because that is what these systems tell of: calls, deals, signatures, invoices. Who
    understands a vendor subscribes to it, and publishes what it means on the topic of that.
    """

    topic: ClassVar[str] = "client_events"
    type: ClassVar[str] = "webhook_received"

    vendor: str
    endpoint: str
    name: str
    event_id: str
    kind: str
    media_type: str
    size: int
    body: str
