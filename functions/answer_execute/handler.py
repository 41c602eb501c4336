"""Second stage of the answer machine: one contract."""

from typing import Any

from quarterdeck import bootstrap
from quarterdeck.contexts.assistant.execute import Work, execute
from quarterdeck.contexts.assistant.run import Executed
from quarterdeck.contexts.assistant.stages import begin, finished
from quarterdeck.kernel.codec import dump, load


def handler(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """Return the contract's verified answer."""
    work: Work = load(Work, event)
    records, question = bootstrap.records(), work.question
    with begin(question, work.stage) as billed:
        tape = records.tape(question.tenant, work.replay_of, work.stage)
        executed = execute(work, bootstrap.sources(question.tenant), bootstrap.gateway(), tape)
        records.put_effects(question.tenant, question.run_id, work.stage, tape.effects)
    result: dict[str, Any] = dump(Executed, finished(executed, billed))
    return result
