"""The steps of a sync by change: what the webhook tells since the kept cursor, read again by record id."""

from collections.abc import Iterator, Sequence
from itertools import islice

from msgspec import Struct
from msgspec.structs import replace

from quarterdeck.contexts.connectors.airtable.model import Changes, TableChange, WebhookGone
from quarterdeck.contexts.knowledge.cells import copy_of
from quarterdeck.contexts.knowledge.connection import Connection
from quarterdeck.contexts.knowledge.model import TableName
from quarterdeck.contexts.knowledge.source import Source
from quarterdeck.contexts.knowledge.store import copies, steps
from quarterdeck.contexts.knowledge.store.steps import Step
from quarterdeck.contexts.knowledge.sync import Done, Kind, Phase, Progress, Sync
from quarterdeck.kernel.clock import Clock

AT_ONCE = 50
"""Records read by one request: their ids must fit into its URL."""


class ChangeSync(Struct, frozen=True):
    connection: Connection
    source: Source
    clock: Clock

    def step(self, sync: Sync) -> Sync:
        """Apply the next payloads, then commit the cursor behind them; return the sync as it is then.

        Broken off in between, the payloads come again, and rows that are stored as they are stay untouched.
        """
        try:
            told = self.source.changes(self.connection.webhook or "", sync.progress.cursor or 1)
        except WebhookGone:
            anew = Step(Progress(Phase.OPEN), Done(requests=1), kind=Kind.FULL)
            return steps.commit(sync, anew, self.clock.now())
        ours = {name: told.tables[airtable] for airtable in told.tables if (name := self._name(airtable))}
        for table, change in ours.items():
            for ids in _chunks(sorted(change.changed)):
                sync = self._apply(sync, table, ids)
            for ids in _chunks(sorted(change.deleted)):
                sync = self._delete(sync, table, ids)
        return steps.commit(sync, _behind(sync, told, ours), self.clock.now())

    def _apply(self, sync: Sync, table: TableName, ids: Sequence[str]) -> Sync:
        mapping = self.connection.tables[table]
        found = self.source.by_ids(mapping.table, mapping.fields(), ids)
        named = [copy for record in found if (copy := copy_of(table, mapping, record))]
        changed = tuple(copies.different(sync.tenant, named))
        gone = tuple(copies.present(sync.tenant, table, set(ids) - {copy.id for copy in named}))
        done = Done(0, len(changed), len(gone), len(found) - len(named), 1)
        step = Step(replace(sync.progress, troubles=0), done, table, put=changed, delete=gone)
        return steps.commit(sync, step, self.clock.now())

    def _delete(self, sync: Sync, table: TableName, ids: Sequence[str]) -> Sync:
        gone = tuple(copies.present(sync.tenant, table, ids))
        step = Step(sync.progress, Done(deleted=len(gone)), table, delete=gone)
        return steps.commit(sync, step, self.clock.now())

    def _name(self, airtable_table: str) -> TableName | None:
        return self.connection.table_of(airtable_table)


def _behind(sync: Sync, told: Changes, ours: dict[TableName, TableChange]) -> Step:
    phase = Phase.CHANGES if told.more else Phase.DONE
    seen = sum(len(change.changed) + len(change.deleted) for change in ours.values())
    after = replace(sync.progress, phase=phase, cursor=told.cursor, troubles=0)
    return Step(after, Done(seen=seen, requests=1))


def _chunks(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    rest = iter(ids)
    while chunk := list(islice(rest, AT_ONCE)):
        yield chunk
