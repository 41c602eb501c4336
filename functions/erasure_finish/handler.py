"""The end of an erasure: its receipt, or that it broke off."""

from typing import Any

from quarterdeck.bootstrap.protection import finishing
from quarterdeck.contexts.operations.protection.model import Ended
from quarterdeck.kernel.codec import load
from quarterdeck.kernel.observability import bind, count, logger, private
from quarterdeck.platform.acting import acting_for


@private
def handler(event: dict[str, Any], _context: object) -> dict[str, str]:
    """Return the erasure's ``status``."""
    ended: Ended = load(Ended, event)
    bind(tenant=ended.tenant, correlation_id=ended.correlation_id, stage="finish")
    with acting_for(ended.tenant):
        status = finishing().run(ended)
    count("ErasuresFailed" if ended.taken is None else "ErasuresDone")
    logger.info("finished", extra={"erasure_id": ended.erasure_id, "status": status})
    return {"status": status}
