"""Webhooks of all vendors: verify, keep, queue, acknowledge."""

from typing import Any

from quarterdeck.bootstrap.webhooks import door
from quarterdeck.contexts.connectors.webhooks.arrivals import arrived
from quarterdeck.kernel.errors import QuarterdeckError, Unauthenticated
from quarterdeck.kernel.observability import bind, count, logger, private
from quarterdeck.platform.acting import acting_for
from quarterdeck.platform.proxied import refusal, reply


@private
def handler(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """Return what the vendor wants to read once its delivery is in the queue; problem details otherwise."""
    request = arrived(event)
    bind(correlation_id=request.correlation_id, stage="webhook")
    try:
        endpoint = door().endpoint(request)
        bind(tenant=endpoint.tenant, correlation_id=request.correlation_id, stage="webhook")
        with acting_for(endpoint.tenant):
            answer = door().take(endpoint, request)
    except QuarterdeckError as error:
        logger.info("refused", extra={"status": error.status, "problem": type(error).__name__})
        if isinstance(error, Unauthenticated):
            count("WebhooksRefused")
        return refusal(error)
    logger.info("taken in", extra={"vendor": endpoint.vendor})
    return reply(200, answer.body, answer.media_type)
