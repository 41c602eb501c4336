"""Messages of web sockets: each is answered at once; the events of a run follow by another function."""

from typing import Any

from quarterdeck.bootstrap.sockets import socket_door
from quarterdeck.contexts.assistant.streaming.door import Peer
from quarterdeck.contexts.identity.tickets import Holder
from quarterdeck.kernel.observability import bind, logger, private
from quarterdeck.platform.acting import acting_for


@private
def handler(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """Return the frame that answers the message."""
    context = event["requestContext"]
    holder = Holder.read(context["authorizer"])
    bind(tenant=holder.tenant, correlation_id=context["requestId"], stage="socket")
    with acting_for(holder.tenant):
        peer = Peer(holder, context["connectionId"], context["requestId"])
        answer = socket_door().take(peer, event.get("body") or "")
    logger.info("message answered")
    return {"statusCode": 200, "body": answer}
