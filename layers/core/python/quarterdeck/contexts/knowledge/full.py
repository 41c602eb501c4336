"""The steps of a full sync: every page of every table, and after each table the rows that no page had."""

from msgspec import Struct
from msgspec.structs import replace

from quarterdeck.contexts.connectors.airtable.model import OffsetExpired, WebhookGone
from quarterdeck.contexts.knowledge.cells import copy_of
from quarterdeck.contexts.knowledge.connection import Connection
from quarterdeck.contexts.knowledge.model import TableName
from quarterdeck.contexts.knowledge.source import Source
from quarterdeck.contexts.knowledge.store import copies, steps
from quarterdeck.contexts.knowledge.store.steps import Step
from quarterdeck.contexts.knowledge.sync import Done, Phase, Progress, Sync
from quarterdeck.kernel.clock import Clock
from quarterdeck.kernel.errors import Unavailable

TABLES = tuple(TableName)
ROUNDS = 3
"""How often a table's listing may begin anew before the sync fails; it can be resumed."""


class FullSync(Struct, frozen=True):
    connection: Connection
    source: Source
    clock: Clock

    def step(self, sync: Sync) -> Sync:
        """Do the next step, commit it, and return the sync as it is then."""
        does = {Phase.OPEN: self._open, Phase.PAGES: self._page, Phase.SWEEP: self._sweep}
        return steps.commit(sync, does[sync.progress.phase](sync), self.clock.now())

    def _open(self, sync: Sync) -> Step:
        """Note where the webhook is before the first row is read, so that no change falls between."""
        cursor = None
        if self.connection.webhook:
            try:
                cursor = self.source.next_cursor(self.connection.webhook)
            except WebhookGone:
                cursor = None  # until it is connected again, every sync is a full one
        done = Done(requests=1 if self.connection.webhook else 0)
        return Step(replace(sync.progress, phase=Phase.PAGES, cursor=cursor, troubles=0), done)

    def _page(self, sync: Sync) -> Step:
        progress, table = sync.progress, TABLES[sync.progress.table]
        mapping = self.connection.tables[table]
        try:
            page = self.source.page(mapping.table, mapping.fields(), size=steps.MOST, offset=progress.offset)
        except OffsetExpired as error:
            if progress.round == ROUNDS:
                raise Unavailable(f"Airtable forgot the listing of {table} {ROUNDS} times") from error
            begun = replace(progress, offset=None, page=0, round=progress.round + 1, troubles=0)
            return Step(begun, Done(requests=1))
        named = [copy for record in page.records if (copy := copy_of(table, mapping, record))]
        changed = tuple(copies.different(sync.tenant, named))
        done = Done(len(page.records), len(changed), 0, len(page.records) - len(named), 1)
        phase = Phase.PAGES if page.offset else Phase.SWEEP
        after = replace(progress, phase=phase, page=progress.page + 1, offset=page.offset, troubles=0)
        return Step(after, done, table, put=changed, seen=tuple(copy.id for copy in named))

    def _sweep(self, sync: Sync) -> Step:
        table = TABLES[sync.progress.table]
        gone = sorted(copies.ids(sync.tenant, table) - steps.seen(sync, table))
        now, later = tuple(gone[: steps.MOST]), gone[steps.MOST :]
        after = sync.progress if later else self._next_table(sync.progress)
        return Step(after, Done(deleted=len(now)), table, delete=now)

    @staticmethod
    def _next_table(progress: Progress) -> Progress:
        following = progress.table + 1
        phase = Phase.PAGES if following < len(TABLES) else Phase.DONE
        return Progress(phase, table=following, cursor=progress.cursor)
