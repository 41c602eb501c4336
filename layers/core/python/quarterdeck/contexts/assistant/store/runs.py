"""The log of interactions: a line a run, again under its asker, and under each mark that operators look for."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pynamodb.transactions import TransactWrite

from quarterdeck.contexts.assistant.interactions import Mark, Only, marks
from quarterdeck.contexts.assistant.run import Run, total_ms
from quarterdeck.contexts.assistant.store.conversations import exchange_row
from quarterdeck.contexts.assistant.store.rows import RunRow
from quarterdeck.kernel.tenancy import TenantId, tenant_key


@dataclass(frozen=True, slots=True)
class RunLine:
    """A run as listed: how it was understood and answered, from where, how fast and at what cost.

    ``stages`` has the name and milliseconds of each; ``source`` is cache, database or external.
    """

    run_id: str
    correlation_id: str
    user_id: str
    question: str
    intent: str
    contract: str
    contracts: list[str]
    outcome: str
    response_time_ms: float
    stages: list[dict[str, Any]]
    source: str
    cached: bool
    provider: str
    snapshot: str | None
    cost_nano_usd: int
    created_at: datetime
    replay_of: str | None


def add(transaction: TransactWrite, run: Run) -> None:
    """Add the run and its exchange to the transaction; a run that is there already fails it."""
    tenant = run.question.tenant
    transaction.save(_row(tenant_key(tenant, "RUN"), run), condition=RunRow.pk.does_not_exist())
    transaction.save(_row(asker_key(tenant, run.question.asker), run))
    for mark in marks(run):
        transaction.save(_row(tenant_key(tenant, "RUN", mark.name), run))
    if not run.replay:
        transaction.save(exchange_row(run))


def exists(tenant: TenantId, run_id: str) -> bool:
    return RunRow.count(tenant_key(tenant, "RUN"), RunRow.sk == run_id, consistent_read=True) > 0


def newest(
    tenant: TenantId, *, limit: int, before: str | None = None, only: Only | None = None
) -> tuple[list[RunLine], str | None]:
    """Return up to ``limit`` runs, latest first, and the id to pass as ``before`` for more (None at the end).

    ``only`` leaves those of one mark, which are kept apart: no other run is read for them.
    """
    key = tenant_key(tenant, "RUN", only.mark.name) if only else tenant_key(tenant, "RUN")
    rows, last = RunRow.page(key, limit=limit, after=before, wanted=_beyond(only))
    return [_line(row) for row in rows], last


def asked(
    tenant: TenantId, asker: str, *, limit: int, before: str | None = None
) -> tuple[list[RunLine], str | None]:
    """Return the runs that one person asked for, as ``newest`` does those of all; no other run is read for them."""
    rows, last = RunRow.page(asker_key(tenant, asker), limit=limit, after=before)
    return [_line(row) for row in rows], last


def asker_key(tenant: TenantId, asker: str) -> str:
    """Return the key of the lines of one person's runs."""
    return tenant_key(tenant, "ASKED", asker)


def _beyond(only: Only | None) -> Any:
    match only:
        case Only(Mark.SLOW, over):
            return RunRow.response_time_ms >= over
        case Only(Mark.DEAR, over):
            return RunRow.cost_nano_usd >= over
    return None


def _row(key: str, run: Run) -> RunRow:
    return RunRow(
        key,
        run.id,
        correlation_id=run.question.correlation_id,
        user_id=run.question.asker,
        question=run.question.text,
        intent=run.verdict.intent.value,
        contract=run.verdict.contract,
        contracts=list(run.contracts),
        outcome=run.outcome,
        response_time_ms=total_ms(run.stages),
        stages=[{"name": stage.name, "ms": stage.ms} for stage in run.stages],
        source=run.source.value,
        cached=run.cached,
        provider=run.answer.provider,
        snapshot=run.snapshot or None,
        cost_nano_usd=run.cost,
        created_at=run.created_at,
        replay_of=run.replay.of if run.replay else None,
    )


def _line(row: RunRow) -> RunLine:
    return RunLine(
        run_id=row.sk,
        correlation_id=row.correlation_id,
        user_id=row.user_id,
        question=row.question,
        intent=row.intent,
        contract=row.contract,
        contracts=row.contracts,
        outcome=row.outcome,
        response_time_ms=row.response_time_ms,
        stages=row.stages,
        source=row.source,
        cached=row.cached,
        provider=row.provider,
        snapshot=row.snapshot,
        cost_nano_usd=int(row.cost_nano_usd),
        created_at=row.created_at,
        replay_of=row.replay_of,
    )
