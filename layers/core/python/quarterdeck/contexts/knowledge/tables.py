"""Knowledge without a snapshot: from the copies, row by row, or where there are none yet from Airtable itself."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from msgspec import Struct

from quarterdeck.contexts.knowledge.cells import copy_of
from quarterdeck.contexts.knowledge.connection import Connection
from quarterdeck.contexts.knowledge.mapping import TableMapping
from quarterdeck.contexts.knowledge.model import Copy, Knowledge, TableName
from quarterdeck.contexts.knowledge.records import records
from quarterdeck.contexts.knowledge.snapshot import version_of
from quarterdeck.contexts.knowledge.source import Opener, Source
from quarterdeck.contexts.knowledge.store import copies, steps
from quarterdeck.kernel.clock import Clock
from quarterdeck.kernel.errors import Unavailable
from quarterdeck.kernel.tenancy import TenantId

LIVE = timedelta(seconds=10)
"""How long Airtable may take altogether; somebody waits for an answer."""


class Tables(Struct, frozen=True):
    open: Opener
    clock: Clock

    def copied(self, tenant: TenantId) -> Knowledge:
        """Return what the copies say; no records where nothing was synced yet."""
        return _knowledge(copies.every(tenant))

    def live(self, connection: Connection) -> Knowledge:
        """Return what Airtable says now.

        Raises:
            Unavailable: it takes too long. InvalidInput: it refuses, or a row can't be read.
        """
        source, until = self.open(connection), self.clock.now() + LIVE
        found: list[Copy] = []
        for table in TableName:
            found += self._rows(source, table, connection.tables[table], until)
        return _knowledge(iter(found))

    def _rows(
        self, source: Source, table: TableName, mapping: TableMapping, until: datetime
    ) -> Iterator[Copy]:
        offset, more = None, True
        while more:
            if self.clock.now() >= until:
                raise Unavailable("reading the product tables from Airtable takes too long; try again soon")
            page = source.page(mapping.table, mapping.fields(), size=steps.MOST, offset=offset)
            yield from (copy for record in page.records if (copy := copy_of(table, mapping, record)))
            offset, more = page.offset, page.offset is not None


def _knowledge(rows: Iterator[Copy]) -> Knowledge:
    made = records(rows)
    return Knowledge(version_of(made), "tables", made, "")
