"""A turn of a sync: as many steps as fit into it."""

from typing import Any

from quarterdeck.bootstrap.knowledge import syncing
from quarterdeck.contexts.knowledge.sync import Job
from quarterdeck.kernel.codec import dump, load
from quarterdeck.kernel.observability import bind, logger, private
from quarterdeck.platform.acting import acting_for


@private
def handler(event: dict[str, Any], _context: object) -> Any:
    """Return ``state`` (held, more, wait, done, failed), the ``seconds`` to wait, and a failure's ``reason``."""
    job: Job = load(Job, event)
    bind(tenant=job.tenant, correlation_id=job.correlation_id, stage="sync")
    with acting_for(job.tenant):
        turn = syncing().run(job)
    logger.info("turn", extra={"state": turn.state, "seconds": turn.seconds, "reason": turn.reason})
    return dump(turn)
