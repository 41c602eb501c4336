"""The port to the system that product rows come from, and how a tenant's is opened."""

from collections.abc import Callable, Sequence
from typing import Protocol

from quarterdeck.contexts.connectors.airtable.model import AirtableRecord, Changes, Page
from quarterdeck.contexts.knowledge.connection import Connection


class Source(Protocol):
    """One base, as ``connectors.airtable`` reads it; its errors are those of ``connectors.airtable.model``."""

    def page(self, table: str, fields: Sequence[str], *, size: int, offset: str | None = None) -> Page:
        """Return up to ``size`` of the table's records, from the offset on."""
        ...

    def by_ids(self, table: str, fields: Sequence[str], ids: Sequence[str]) -> tuple[AirtableRecord, ...]:
        """Return those of the records that exist."""
        ...

    def changes(self, webhook: str, cursor: int) -> Changes:
        """Return what the webhook has to tell from the cursor on."""
        ...

    def next_cursor(self, webhook: str) -> int:
        """Return where the webhook's next payload will be."""
        ...


Opener = Callable[[Connection], Source]
