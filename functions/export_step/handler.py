"""One go at the stores of an export."""

from typing import Any

from quarterdeck.bootstrap.exporting import exporting
from quarterdeck.contexts.operations.protection.exporting.model import Step
from quarterdeck.kernel.codec import dump, load
from quarterdeck.kernel.observability import bind, logger, private
from quarterdeck.platform.acting import acting_for


@private
def handler(event: dict[str, Any], _context: object) -> Any:
    """Return the step that follows, with the stores that are left; the last one is ``sealed``."""
    step: Step = load(Step, event)
    bind(tenant=step.tenant, correlation_id=step.correlation_id, stage="export")
    with acting_for(step.tenant):
        following = exporting().run(step)
    about = {"export_id": step.export_id, "stores_left": len(following.left), "size": following.archive.size}
    logger.info("exported", extra=about)
    return dump(following)
