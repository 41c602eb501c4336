"""Starts a sync for each notification of Airtable's that came in as a webhook."""

from typing import Any

from quarterdeck.bootstrap.knowledge import airtable_news
from quarterdeck.kernel.codec import load_json
from quarterdeck.kernel.observability import bind, logger, private
from quarterdeck.kernel.tenancy import tenant_id
from quarterdeck.platform.acting import acting_for
from quarterdeck.platform.outbox import Envelope
from quarterdeck.platform.queues import failed_records


@private
def handler(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """Return which messages to deliver again: those whose sync could not be started."""
    return failed_records(event, _start)


def _start(_message_id: str, body: str) -> None:
    envelope = load_json(Envelope, body)
    bind(tenant=envelope.tenant, correlation_id=envelope.correlation_id, stage="start")
    with acting_for(tenant_id(envelope.tenant)):
        is_ours = airtable_news().heard(envelope)
    logger.info("sync started" if is_ours else "ignored: it is of another base or webhook")
