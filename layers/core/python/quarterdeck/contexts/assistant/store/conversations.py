"""What was said in a conversation, kept for a while after it ended."""

from datetime import timedelta

from quarterdeck.contexts.assistant.model import Exchange
from quarterdeck.contexts.assistant.run import Run
from quarterdeck.contexts.assistant.store.rows import ExchangeRow
from quarterdeck.kernel.codec import dump, load
from quarterdeck.kernel.tenancy import TenantId, tenant_key

REMEMBERED = timedelta(days=30)
"""How long a conversation is kept after its last exchange."""

REMEMBERED_TEXT = 1_500
"""How many characters of an answer a conversation keeps."""


def exchanges(tenant: TenantId, conversation_id: str, limit: int = 6) -> list[Exchange]:
    """Return the conversation's last exchanges, oldest first."""
    key = tenant_key(tenant, "CONVERSATION", conversation_id)
    rows = ExchangeRow.query(key, scan_index_forward=False, limit=limit, page_size=limit)
    return [load(Exchange, row.exchange) for row in rows][::-1]


def preceding(run: Run) -> tuple[str, Exchange] | None:
    """Return the run id and the exchange before this run in its conversation, if there is one."""
    key = tenant_key(run.question.tenant, "CONVERSATION", run.question.conversation_id)
    rows = ExchangeRow.query(key, ExchangeRow.sk < run.id, scan_index_forward=False, limit=1)
    return next(((row.sk, load(Exchange, row.exchange)) for row in rows), None)


def exchange_of(run: Run) -> Exchange | None:
    """Return what the conversation keeps of the run, as long as it does."""
    key = tenant_key(run.question.tenant, "CONVERSATION", run.question.conversation_id)
    rows = ExchangeRow.query(key, ExchangeRow.sk == run.id)
    return next((load(Exchange, row.exchange) for row in rows), None)


def exchange_row(run: Run) -> ExchangeRow:
    exchange = Exchange(
        question=run.question.text,
        intent=run.verdict.intent,
        contract=run.verdict.contract,
        meeting_ids=tuple(meeting.id for meeting in run.meetings),
        answer=run.answer.text[:REMEMBERED_TEXT],
        scope=run.scope,
    )
    key = tenant_key(run.question.tenant, "CONVERSATION", run.question.conversation_id)
    return ExchangeRow(key, run.id, exchange=dump(exchange), expires=run.created_at + REMEMBERED)
