"""Starts an ingest for each upload that has arrived in the bucket."""

from typing import Any

from quarterdeck.bootstrap.meetings import ingest_machine
from quarterdeck.contexts.meetings.arrivals import arrivals
from quarterdeck.kernel.observability import bind, logger, private
from quarterdeck.platform.acting import acting_for
from quarterdeck.platform.queues import failed_records


@private
def handler(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """Return which messages to deliver again: those whose ingest could not be started."""
    return failed_records(event, _start)


def _start(message_id: str, body: str) -> None:
    for arrival in arrivals(body):
        bind(tenant=arrival.tenant, correlation_id=message_id, stage="start")
        with acting_for(arrival.tenant):
            ingest_machine().start(arrival.tenant, arrival.meeting_id, message_id)
        logger.info("ingest started", extra={"meeting_id": arrival.meeting_id})
