"""What every stage of the answer machine does around its work: log context, timing and metrics."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TypeVar

from msgspec.structs import replace

from quarterdeck.contexts.assistant.model import GUARD, Question
from quarterdeck.contexts.assistant.run import Executed, Prepared, Run, StageTime, total_ms
from quarterdeck.kernel.observability import bind, count, duration, logger, span
from quarterdeck.platform.acting import acting_for

Stage = TypeVar("Stage", Prepared, Executed)


@contextmanager
def begin(question: Question, stage: str) -> Iterator[list[StageTime]]:
    """Run a stage for the question's tenant, in its log context; the list holds the stage's whole time at the end."""
    bind(tenant=question.tenant, correlation_id=question.correlation_id, run_id=question.run_id, stage=stage)
    memory = int(os.environ.get("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "0"))
    billed: list[StageTime] = []
    with (
        acting_for(question.tenant),
        span(stage, lambda name, ms: billed.append(StageTime(name, round(ms, 1), memory))),
    ):
        yield billed
    duration("StageMilliseconds", billed[0].ms, stage=stage.partition("-")[0])
    logger.info("stage done", extra={"ms": billed[0].ms})


def finished(result: Stage, billed: list[StageTime]) -> Stage:
    """Return the stage's result with its whole time in front of the times of its steps."""
    return replace(result, stages=(*billed, *result.stages))


def measure(run: Run) -> None:
    """Emit what dashboards and alarms are made of."""
    count("Answers", outcome=run.outcome)
    if run.verdict.stage == GUARD:
        count("GuardedQuestions", reason=run.verdict.reason or "")
    count("CostNanoUsd", run.cost, contract=run.verdict.contract)
    count("Tokens", run.usage.input_tokens + run.usage.output_tokens, contract=run.verdict.contract)
    logger.info(
        "answered",
        extra={
            "outcome": run.outcome,
            "intent": run.verdict.intent,
            "contract": run.verdict.contract,
            "claims": len(run.answer.claims),
            "ms": total_ms(run.stages),
            "cost_nano_usd": run.cost,
        },
    )
