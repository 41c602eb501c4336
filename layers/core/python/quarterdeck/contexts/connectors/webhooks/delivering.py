"""A queued delivery becomes one event, however often it comes."""

from pynamodb.exceptions import TransactWriteError

from quarterdeck.contexts.connectors.webhooks import store
from quarterdeck.contexts.connectors.webhooks.events import WebhookReceived
from quarterdeck.contexts.connectors.webhooks.model import Delivery
from quarterdeck.kernel.ids import derived
from quarterdeck.platform.outbox import append
from quarterdeck.platform.tables import transaction


def publish(delivery: Delivery) -> bool:
    """Publish the delivery, and tell whether it is the first one of its event."""
    event_id = derived("evt", delivery.received_at, delivery.id)
    try:
        with transaction() as together:
            store.add_delivery(together, delivery)
            append(
                together,
                event_id,
                delivery.tenant,
                delivery.correlation_id,
                delivery.received_at,
                _event(delivery),
            )
    except TransactWriteError as error:
        if "ConditionalCheckFailed" not in {each and each.code for each in error.cancellation_reasons}:
            raise
        return False
    return True


def _event(delivery: Delivery) -> WebhookReceived:
    return WebhookReceived(
        vendor=delivery.vendor.value,
        endpoint=delivery.endpoint,
        name=delivery.name,
        event_id=delivery.event_id,
        kind=delivery.kind,
        media_type=delivery.media_type,
        size=delivery.size,
        body=delivery.body,
    )
