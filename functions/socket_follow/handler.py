"""Sends the events of a run to a web socket that listens to it."""

from typing import Any

from quarterdeck.bootstrap.sockets import following
from quarterdeck.contexts.assistant.streaming.following import Listening
from quarterdeck.kernel.codec import load
from quarterdeck.kernel.observability import bind, count, logger, private
from quarterdeck.platform.acting import acting_for


@private
def handler(event: dict[str, Any], _context: object) -> None:
    """Send until the run ends, or until nobody takes it."""
    listening: Listening = load(Listening, event)
    bind(tenant=listening.tenant, correlation_id=listening.id, run_id=listening.run_id, stage="follow")
    with acting_for(listening.tenant):
        outcome = following().follow(listening)
    count("SocketsFollowed", outcome=outcome)
    logger.info("followed", extra={"outcome": outcome})
