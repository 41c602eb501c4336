"""Second stage of an ingest: the transcript becomes passages that can be found."""

from typing import Any

from quarterdeck.bootstrap.meetings import indexing
from quarterdeck.contexts.meetings.ingest import Job
from quarterdeck.kernel.codec import load
from quarterdeck.kernel.observability import bind, logger, private
from quarterdeck.platform.acting import acting_for


@private
def handler(event: dict[str, Any], _context: object) -> dict[str, int]:
    """Return the number of ``passages``."""
    job: Job = load(Job, event)
    bind(tenant=job.tenant, correlation_id=job.correlation_id, stage="index")
    with acting_for(job.tenant):
        passages = indexing().run(job)
    logger.info("indexed", extra={"meeting_id": job.meeting_id, "passages": passages})
    return {"passages": passages}
