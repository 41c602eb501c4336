"""Whether the installation can answer questions: a look at each thing that it depends on."""

from typing import Any

from quarterdeck.kernel.errors import QuarterdeckError
from quarterdeck.kernel.observability import bind, private
from quarterdeck.platform.proxied import refusal, reply
from quarterdeck.rest.health import ready


@private
def handler(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """Return 200 if all of it answers; else 503, with the names of what doesn't and nothing else of it."""
    bind(correlation_id=event["requestContext"]["requestId"], stage="readiness")
    try:
        return reply(200, ready().model_dump_json(), "application/json")
    except QuarterdeckError as error:
        return refusal(error)
