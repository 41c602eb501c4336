"""Runs and conversations in DynamoDB: the only module that knows their table. A run's whole record is an object."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from pynamodb.attributes import (
    JSONAttribute,
    NumberAttribute,
    TTLAttribute,
    UnicodeAttribute,
    UTCDateTimeAttribute,
)
from pynamodb.transactions import TransactWrite

from quarterdeck.contexts.assistant.model import Exchange
from quarterdeck.contexts.assistant.run import Run
from quarterdeck.kernel.codec import dump, load
from quarterdeck.kernel.tenancy import TenantId, tenant_key
from quarterdeck.platform.tables import Row, TableMeta, physical_name, shape

REMEMBERED = timedelta(days=30)
"""How long a conversation is kept after its last exchange."""


REMEMBERED_TEXT = 1_500
"""How many characters of an answer a conversation keeps."""


class RunRow(Row):
    class Meta(TableMeta):
        table = "assistant"
        table_name = physical_name("assistant")

    question = UnicodeAttribute()
    asker = UnicodeAttribute()
    intent = UnicodeAttribute()
    contracts = JSONAttribute()
    outcome = UnicodeAttribute()
    ms = NumberAttribute()
    cost_nano_usd = NumberAttribute()
    created_at = UTCDateTimeAttribute()
    replay_of = UnicodeAttribute(null=True)


class ExchangeRow(Row):
    class Meta(TableMeta):
        table = "assistant"
        table_name = physical_name("assistant")

    exchange = JSONAttribute()
    expires = TTLAttribute()


TABLE = shape(RunRow, ExchangeRow)


@dataclass(frozen=True, slots=True)
class RunLine:
    """A run as listed."""

    run_id: str
    question: str
    intent: str
    contracts: list[str]
    outcome: str
    ms: float
    cost_nano_usd: int
    created_at: datetime
    replay_of: str | None


def add(transaction: TransactWrite, run: Run, ms: float) -> None:
    """Add the run and its exchange to the transaction; a run that is there already fails it."""
    row = RunRow(
        tenant_key(run.question.tenant, "RUN"),
        run.id,
        question=run.question.text,
        asker=run.question.asker,
        intent=run.verdict.intent.value,
        contracts=list(run.contracts),
        outcome=run.outcome,
        ms=ms,
        cost_nano_usd=run.cost,
        created_at=run.created_at,
        replay_of=run.replay.of if run.replay else None,
    )
    transaction.save(row, condition=RunRow.pk.does_not_exist())
    if not run.replay:
        transaction.save(_exchange_row(run))


def exists(tenant: TenantId, run_id: str) -> bool:
    return RunRow.count(tenant_key(tenant, "RUN"), RunRow.sk == run_id, consistent_read=True) > 0


def newest(tenant: TenantId, *, limit: int, before: str | None = None) -> tuple[list[RunLine], str | None]:
    """Return up to ``limit`` runs, latest first, and the id to pass as ``before`` for more (None at the end)."""
    key = tenant_key(tenant, "RUN")
    after = {"pk": {"S": key}, "sk": {"S": before}} if before else None
    page = RunRow.query(key, scan_index_forward=False, limit=limit, last_evaluated_key=after)
    lines = [_line(row) for row in page]
    last = page.last_evaluated_key
    return lines, last["sk"]["S"] if last else None


def exchanges(tenant: TenantId, conversation_id: str, limit: int = 6) -> list[Exchange]:
    """Return the conversation's last exchanges, oldest first."""
    key = tenant_key(tenant, "CONVERSATION", conversation_id)
    rows = ExchangeRow.query(key, scan_index_forward=False, limit=limit, page_size=limit)
    return [load(Exchange, row.exchange) for row in rows][::-1]


def _exchange_row(run: Run) -> ExchangeRow:
    exchange = Exchange(
        question=run.question.text,
        intent=run.verdict.intent,
        contract=run.verdict.contract,
        meeting_ids=tuple(meeting.id for meeting in run.meetings),
        answer=run.answer.text[:REMEMBERED_TEXT],
        scope=run.scope,
    )
    key = tenant_key(run.question.tenant, "CONVERSATION", run.question.conversation_id)
    return ExchangeRow(key, run.id, exchange=dump(Exchange, exchange), expires=run.created_at + REMEMBERED)


def _line(row: RunRow) -> RunLine:
    return RunLine(
        run_id=row.sk,
        question=row.question,
        intent=row.intent,
        contracts=row.contracts,
        outcome=row.outcome,
        ms=row.ms,
        cost_nano_usd=int(row.cost_nano_usd),
        created_at=row.created_at,
        replay_of=row.replay_of,
    )
