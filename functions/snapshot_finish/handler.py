"""Last stage of a sync: succeeded, or failed with the reason; and whether another is wished for."""

from typing import Any

from quarterdeck.bootstrap.knowledge import ending
from quarterdeck.contexts.knowledge.ending import Ended
from quarterdeck.kernel.codec import load
from quarterdeck.kernel.observability import bind, count, logger, private
from quarterdeck.platform.acting import acting_for


@private
def handler(event: dict[str, Any], _context: object) -> dict[str, str | None]:
    """Return ``again``: null, or the kind of sync that was wished for meanwhile."""
    ended: Ended = load(Ended, event)
    bind(tenant=ended.tenant, correlation_id=ended.correlation_id, stage="finish")
    with acting_for(ended.tenant):
        sync, again = ending().run(ended)
    count("SyncsFailed" if ended.reason else "SyncsSucceeded")
    logger.info("finished", extra={"sync_id": sync and sync.id, "reason": ended.reason, "again": again})
    return {"again": again}
