"""One go at one store of an erasure."""

from typing import Any

from quarterdeck.bootstrap.erasing import stores
from quarterdeck.contexts.operations.protection.erasing import erase
from quarterdeck.contexts.operations.protection.model import Step
from quarterdeck.kernel.codec import dump, load
from quarterdeck.kernel.observability import bind, logger, private
from quarterdeck.platform.acting import acting_for


@private
def handler(event: dict[str, Any], _context: object) -> Any:
    """Return the step that follows: with a cursor where the store isn't empty yet."""
    step: Step = load(Step, event)
    bind(tenant=step.tenant, correlation_id=step.correlation_id, stage="erase")
    with acting_for(step.tenant):
        following = erase(stores(), step)
    logger.info("erased", extra={"store": step.store, "erased": following.erased})
    return dump(following)
