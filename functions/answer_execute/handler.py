"""Second stage of the answer machine: one contract."""

from functools import partial
from typing import Any

from quarterdeck.bootstrap.assistant import progress, records, sources
from quarterdeck.bootstrap.models import gateway
from quarterdeck.contexts.assistant.execute import Tools, Work, execute
from quarterdeck.contexts.assistant.stages import begin, finished
from quarterdeck.kernel.codec import dump, load
from quarterdeck.kernel.observability import private


@private
def handler(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """Return the contract's verified answer."""
    work: Work = load(Work, event)
    recorded, question = records(), work.brief.question
    tenant, run_id = question.tenant, question.run_id
    with begin(question, work.stage) as billed:
        keep = partial(recorded.put_file, tenant, run_id)
        tell = partial(progress(question), contract=work.contract)
        earlier = recorded.results(tenant, run_id, work.earlier)
        executed = recorded.taped(
            tenant,
            run_id,
            work.stage,
            work.replay_of,
            lambda tape: execute(work, earlier, Tools(sources(tenant), gateway(), tape, keep, tell)),
        )
        if not work.last:
            recorded.put_result(tenant, run_id, work.stage, executed)
    result: dict[str, Any] = dump(finished(executed, billed))
    return result
