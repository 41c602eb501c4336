"""A base: its tables, their records, and the webhooks that are told of every change."""

import hashlib
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Cells = dict[str, Any]


def airtable_id(prefix: str, *parts: str) -> str:
    """Return an id in Airtable's form, a prefix and 14 letters or digits, that the parts determine."""
    return prefix + hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:14]


@dataclass
class Table:
    """``fields`` are all field names; a record has cells for those that aren't empty."""

    name: str
    fields: tuple[str, ...]
    records: dict[str, Cells] = field(default_factory=dict)

    @property
    def id(self) -> str:
        return airtable_id("tbl", self.name)


@dataclass
class Webhook:
    """A webhook and all that it has to tell; the first payload has the number 1."""

    id: str
    notify: str | None
    mac_secret: bytes
    payloads: list[dict[str, Any]] = field(default_factory=list)
    enabled: bool = True


class Base:
    """The tables and webhooks of one base. ``changed`` is notified of every change of a record."""

    def __init__(self, base_id: str, tables: Sequence[Table]) -> None:
        self.id = base_id
        self.tables = {table.id: table for table in tables}
        self.webhooks: dict[str, Webhook] = {}
        self.changed = threading.Condition()

    def table(self, name_or_id: str) -> Table | None:
        by_name = {table.name: table for table in self.tables.values()}
        return self.tables.get(name_or_id) or by_name.get(name_or_id)

    def put(self, table_name: str, record_id: str, cells: Mapping[str, Any]) -> None:
        """Create the record, or replace its cells, and tell the webhooks."""
        table = self._table(table_name)
        change = "changedRecordsById" if record_id in table.records else "createdRecordsById"
        with self.changed:
            table.records[record_id] = {
                name: value for name, value in cells.items() if value not in (None, [])
            }
            self._tell({table.id: {change: {record_id: {}}}})

    def delete(self, table_name: str, record_id: str) -> None:
        """Delete the record and tell the webhooks."""
        table = self._table(table_name)
        with self.changed:
            del table.records[record_id]
            self._tell({table.id: {"destroyedRecordIds": [record_id]}})

    def add_webhook(self, notify: str | None) -> Webhook:
        number = str(len(self.webhooks))
        secret = hashlib.sha256(f"{self.id}{number}".encode()).digest()
        webhook = Webhook(airtable_id("ach", self.id, number), notify, secret)
        self.webhooks[webhook.id] = webhook
        return webhook

    def _table(self, name_or_id: str) -> Table:
        table = self.table(name_or_id)
        if table is None:
            raise KeyError(f"no table {name_or_id}")
        return table

    def _tell(self, tables: dict[str, Any]) -> None:
        for webhook in self.webhooks.values():
            number = len(webhook.payloads) + 1
            webhook.payloads.append(
                {"baseTransactionNumber": number, "payloadFormat": "v0", "changedTablesById": tables}
            )
        self.changed.notify_all()
