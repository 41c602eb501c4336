"""Builds the snapshot from the copies of the tables, and makes it the current one."""

from typing import Any

from quarterdeck.bootstrap.knowledge import publishing
from quarterdeck.contexts.knowledge.sync import Job
from quarterdeck.kernel.codec import load
from quarterdeck.kernel.observability import bind, logger, private
from quarterdeck.platform.acting import acting_for


@private
def handler(event: dict[str, Any], _context: object) -> dict[str, str]:
    """Return the current snapshot's ``version``."""
    job: Job = load(Job, event)
    bind(tenant=job.tenant, correlation_id=job.correlation_id, stage="build")
    with acting_for(job.tenant):
        published = publishing().run(job)
    figures = {"version": published.version, "records": published.records, "new": published.new}
    logger.info("built", extra=figures)
    return {"version": published.version}
