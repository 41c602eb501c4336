"""Last stage of an ingest: completed, or failed with the reason."""

from typing import Any

from quarterdeck.bootstrap.meetings import finishing
from quarterdeck.contexts.meetings.ingest import Ended
from quarterdeck.kernel.codec import load
from quarterdeck.kernel.observability import bind, count, logger, private
from quarterdeck.platform.acting import acting_for


@private
def handler(event: dict[str, Any], _context: object) -> dict[str, str]:
    """Return the meeting's final ``status``."""
    ended: Ended = load(Ended, event)
    bind(tenant=ended.tenant, correlation_id=ended.correlation_id, stage="finish")
    with acting_for(ended.tenant):
        status = finishing().run(ended)
    count("MeetingsFailed" if ended.reason else "MeetingsIngested")
    logger.info("finished", extra={"meeting_id": ended.meeting_id, "status": status})
    return {"status": status}
