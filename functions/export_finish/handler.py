"""The end of an export: its receipt, or that it broke off."""

from typing import Any

from quarterdeck.bootstrap.exporting import finishing
from quarterdeck.contexts.operations.protection.exporting.model import Ended
from quarterdeck.kernel.codec import load
from quarterdeck.kernel.observability import bind, count, logger, private
from quarterdeck.platform.acting import acting_for


@private
def handler(event: dict[str, Any], _context: object) -> dict[str, str]:
    """Return the export's ``status``."""
    ended: Ended = load(Ended, event)
    bind(tenant=ended.tenant, correlation_id=ended.correlation_id, stage="finish")
    with acting_for(ended.tenant):
        status = finishing().run(ended)
    count("ExportsFailed" if ended.found is None else "ExportsDone")
    logger.info("finished", extra={"export_id": ended.export_id, "status": status})
    return {"status": status}
