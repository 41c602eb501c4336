"""How a sync goes on: a step's rows, the ids it saw, its figures and the place after it are one transaction.

So a step that is tried again finds itself done, or not begun: nothing is applied or counted twice.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from msgspec import Struct
from msgspec.structs import asdict, replace
from pynamodb.exceptions import TransactWriteError
from pynamodb.expressions.update import Action
from pynamodb.transactions import TransactWrite

from quarterdeck.contexts.knowledge.model import Copy, TableName
from quarterdeck.contexts.knowledge.store import copies
from quarterdeck.contexts.knowledge.store.rows import SeenRow, SyncRow
from quarterdeck.contexts.knowledge.store.syncs import key
from quarterdeck.contexts.knowledge.sync import Done, Kind, Progress, Status, Sync
from quarterdeck.kernel.codec import dump
from quarterdeck.kernel.errors import Conflict
from quarterdeck.kernel.tenancy import tenant_key
from quarterdeck.platform.tables import transaction

MOST = 98
"""The most rows of one step: with the sync's own row and the ids that it saw, they are a transaction's 100."""

KEPT = timedelta(days=2)
"""How long it is known which ids a sync saw: longer than it could be resumed."""


class Step(Struct, frozen=True):
    """What a step does to the rows of one table, and how far the sync is after it."""

    progress: Progress
    done: Done = Done()
    table: TableName = TableName.FEATURES
    put: tuple[Copy, ...] = ()
    delete: tuple[str, ...] = ()
    seen: tuple[str, ...] = ()
    kind: Kind | None = None


def commit(sync: Sync, step: Step, now: datetime) -> Sync:
    """Write the step, together or not at all, and return the sync as it is then.

    Raises:
        Conflict: another execution went on with the sync.
    """
    with _together(sync) as transact:
        _advance(transact, sync, step)
        for copy in step.put:
            copies.put(transact, sync.tenant, copy)
        for record_id in step.delete:
            copies.delete(transact, sync.tenant, step.table, record_id)
        if step.seen:
            _see(transact, sync, step, now)
    figures = asdict(step.done).items()
    done = Done(**{name: number + getattr(sync.done, name) for name, number in figures})
    return replace(sync, progress=step.progress, step=sync.step + 1, done=done, kind=step.kind or sync.kind)


def seen(sync: Sync, table: TableName) -> set[str]:
    """Return the ids that this round of the table's listing has seen."""
    rows = SeenRow.query(_seen_key(sync), SeenRow.sk.startswith(f"{table}#{sync.progress.round:03}#"))
    return {each for row in rows for each in row.ids}


@contextmanager
def _together(sync: Sync) -> Iterator[TransactWrite]:
    try:
        with transaction() as transact:
            yield transact
    except TransactWriteError as error:
        if "ConditionalCheckFailed" not in {each and each.code for each in error.cancellation_reasons}:
            raise
        raise Conflict(f"another execution goes on with the sync {sync.id}") from error


def _advance(transact: TransactWrite, sync: Sync, step: Step) -> None:
    place = [SyncRow.progress.set(dump(step.progress)), SyncRow.step.set(sync.step + 1)]
    figures = [getattr(SyncRow, name).add(number) for name, number in asdict(step.done).items() if number]
    kind: list[Action] = [SyncRow.kind.set(step.kind.value)] if step.kind else []
    unmoved = (SyncRow.step == sync.step) & (SyncRow.status == Status.RUNNING.value)
    row = SyncRow(*key(sync.tenant, sync.id))
    transact.update(row, actions=[*place, *figures, *kind], condition=unmoved)


def _see(transact: TransactWrite, sync: Sync, step: Step, now: datetime) -> None:
    place = f"{step.table}#{sync.progress.round:03}#{sync.progress.page:06}"
    transact.save(SeenRow(_seen_key(sync), place, ids=list(step.seen), expires=now + KEPT))


def _seen_key(sync: Sync) -> str:
    return tenant_key(sync.tenant, "SEEN", sync.id)
