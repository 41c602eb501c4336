"""First stage of the answer machine."""

from typing import Any

from quarterdeck.bootstrap.assistant import progress, records, sources
from quarterdeck.bootstrap.models import gateway
from quarterdeck.contexts.assistant.execute import work_of
from quarterdeck.contexts.assistant.model import Order
from quarterdeck.contexts.assistant.prepare import prepare
from quarterdeck.contexts.assistant.stages import begin, finished
from quarterdeck.kernel.codec import dump, load
from quarterdeck.kernel.observability import private


@private
def handler(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """Return ``prepared``, and as ``work`` the input of each execute."""
    order: Order = load(Order, event)
    recorded, question = records(), order.question
    with begin(question, "prepare") as billed:
        tell = progress(question)
        prepared = recorded.taped(
            question.tenant,
            question.run_id,
            "prepare",
            order.replay_of,
            lambda tape: prepare(order, sources(question.tenant), gateway(), tape, tell),
        )
        if prepared.chain:
            tell("understood", intent=prepared.verdict.intent, contract=prepared.verdict.contract)
    prepared = finished(prepared, billed)
    work = [work_of(prepared, place) for place in range(len(prepared.chain))]
    return {"prepared": dump(prepared), "work": dump(work)}
