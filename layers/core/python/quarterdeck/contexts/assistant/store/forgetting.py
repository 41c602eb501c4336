"""What the table forgets: of a run its answer, or all of it; of a person the questions and the ratings."""

from msgspec import Struct
from msgspec.structs import replace

from quarterdeck.contexts.assistant.feedback.model import Example
from quarterdeck.contexts.assistant.interactions import Mark
from quarterdeck.contexts.assistant.run import Run
from quarterdeck.contexts.assistant.store.ratings import ratings
from quarterdeck.contexts.assistant.store.rows import ExampleRow, ExchangeRow, RatingRow, RunRow
from quarterdeck.contexts.assistant.store.runs import asker_key
from quarterdeck.kernel.codec import dump, load
from quarterdeck.kernel.ids import derived
from quarterdeck.kernel.tenancy import TenantId, tenant_key


class Asked(Struct, frozen=True):
    """What a person asked: the runs' ids, and the questions' words."""

    runs: frozenset[str]
    questions: frozenset[str]


def asked_by(tenant: TenantId, subject: str) -> Asked:
    """Return what the log has of the person, replays apart; nobody else's runs are read for it."""
    own = [row for row in RunRow.query(asker_key(tenant, subject)) if not row.replay_of]
    return Asked(frozenset(row.sk for row in own), frozenset(row.question for row in own))


def forget_answer(run: Run) -> None:
    """Remove the run's exchange, and from its examples what was said before the question."""
    tenant = run.question.tenant
    ExchangeRow(tenant_key(tenant, "CONVERSATION", run.question.conversation_id), run.id).delete()
    for person in ratings(tenant, run.id):
        for row in _examples(tenant, _example_id(run, person)):
            _drop_thread(row)


def forget_run(run: Run) -> None:
    """Remove the run's lines and exchange, its ratings, and the examples that they made."""
    tenant = run.question.tenant
    ExchangeRow(tenant_key(tenant, "CONVERSATION", run.question.conversation_id), run.id).delete()
    for person in ratings(tenant, run.id):
        ExampleRow(tenant_key(tenant, "EXAMPLE"), _example_id(run, person)).delete()
    for rating in RatingRow.query(tenant_key(tenant, "RATINGS", run.id), consistent_read=True):
        rating.delete()
    for mark in Mark:
        RunRow(tenant_key(tenant, "RUN", mark.name), run.id).delete()
    RunRow(asker_key(tenant, run.question.asker), run.id).delete()
    RunRow(tenant_key(tenant, "RUN"), run.id).delete()


def forget_ratings(tenant: TenantId, person: str, cursor: str | None, limit: int) -> tuple[int, str | None]:
    """Remove the person's ratings of the next runs and the examples they made; return how many and the next cursor."""
    runs, last = RunRow.page(tenant_key(tenant, "RUN"), limit=limit, after=cursor, forward=True)
    number = 0
    for run in runs:
        said = list(
            RatingRow.query(tenant_key(tenant, "RATINGS", run.sk), RatingRow.sk.startswith(f"{person}#"))
        )
        if said:
            ExampleRow(tenant_key(tenant, "EXAMPLE"), derived("ex", run.created_at, run.sk, person)).delete()
        for rating in said:
            rating.delete()
        number += len(said)
    return number, last


def unquote_examples(
    tenant: TenantId, questions: frozenset[str], cursor: str | None, limit: int
) -> tuple[int, str | None]:
    """Drop the threads of the next examples that have one of these questions; return how many and the next cursor."""
    rows, last = ExampleRow.page(tenant_key(tenant, "EXAMPLE"), limit=limit, after=cursor, forward=True)
    number = 0
    for row in rows:
        if row.example and any(text in questions for _, text in row.example["thread"]):
            _drop_thread(row)
            number += 1
    return number, last


def _examples(tenant: TenantId, example_id: str) -> list[ExampleRow]:
    return list(ExampleRow.query(tenant_key(tenant, "EXAMPLE"), ExampleRow.sk == example_id))


def _example_id(run: Run, person: str) -> str:
    return derived("ex", run.created_at, run.id, person)


def _drop_thread(row: ExampleRow) -> None:
    if row.example:
        row.example = dump(replace(load(Example, row.example), thread=()))
        row.save()
