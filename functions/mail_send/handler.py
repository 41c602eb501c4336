"""Sends the mails that events ask for."""

from typing import Any

from quarterdeck.bootstrap.mail import mailing
from quarterdeck.kernel.observability import bind, logger, private
from quarterdeck.kernel.tenancy import tenant_id
from quarterdeck.platform.acting import acting_for
from quarterdeck.platform.outbox import delivered
from quarterdeck.platform.queues import failed_records


@private
def handler(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """Return which messages to deliver again: those whose mail could not be handed over."""
    return failed_records(event, _send)


def _send(_message_id: str, body: str) -> None:
    envelope = delivered(body)
    bind(tenant=envelope.tenant, correlation_id=envelope.correlation_id, stage="mail")
    with acting_for(tenant_id(envelope.tenant)):
        sent = mailing().send(envelope)
    logger.info("mail sent" if sent else "no mail to send", extra={"event_id": envelope.id})
