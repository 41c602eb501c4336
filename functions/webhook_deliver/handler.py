"""Makes an event of each delivery that the door took in."""

from typing import Any

from quarterdeck.contexts.connectors.webhooks.delivering import publish
from quarterdeck.contexts.connectors.webhooks.model import Delivery
from quarterdeck.kernel.codec import load_json
from quarterdeck.kernel.observability import bind, logger, private
from quarterdeck.platform.acting import acting_for
from quarterdeck.platform.queues import failed_records


@private
def handler(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """Return which messages to deliver again: those whose event could not be written."""
    return failed_records(event, _deliver)


def _deliver(_message_id: str, body: str) -> None:
    delivery: Delivery = load_json(Delivery, body)
    bind(tenant=delivery.tenant, correlation_id=delivery.correlation_id, stage="deliver")
    with acting_for(delivery.tenant):
        is_new = publish(delivery)
    logger.info("published" if is_new else "delivered before", extra={"vendor": delivery.vendor})
