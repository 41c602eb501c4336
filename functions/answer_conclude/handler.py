"""Last stage of the answer machine: on record, and delivered."""

from typing import Any

from quarterdeck.bootstrap.assistant import concluding
from quarterdeck.contexts.assistant.conclude import Conclusion
from quarterdeck.contexts.assistant.stages import begin, measure
from quarterdeck.kernel.codec import dump, load
from quarterdeck.kernel.observability import private


@private
def handler(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """Return the recorded run."""
    conclusion: Conclusion = load(Conclusion, event)
    with begin(conclusion.order.question, "conclude"):
        run = concluding().run(conclusion)
        measure(run)
    result: dict[str, Any] = dump(run)
    return result
