"""First stage of an ingest: the upload becomes a transcript and its artifacts."""

from typing import Any

from quarterdeck.bootstrap.meetings import parsing
from quarterdeck.contexts.meetings.ingest import Job
from quarterdeck.kernel.codec import load
from quarterdeck.kernel.errors import QuarterdeckError
from quarterdeck.kernel.observability import bind, logger, private
from quarterdeck.platform.acting import acting_for


@private
def handler(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """Return ``reason``: null, or why the upload can't be read."""
    job: Job = load(Job, event)
    bind(tenant=job.tenant, correlation_id=job.correlation_id, stage="parse")
    try:
        with acting_for(job.tenant):
            turns = parsing().run(job)
    except QuarterdeckError as error:
        logger.info("refused", extra={"meeting_id": job.meeting_id, "reason": error.detail})
        return {"reason": error.detail}
    logger.info("parsed", extra={"meeting_id": job.meeting_id, "turns": turns})
    return {"reason": None}
