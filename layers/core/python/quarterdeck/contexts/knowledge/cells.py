"""Airtable's cells (https://airtable.com/developers/web/api/field-model) as text and as links, or a clear refusal."""

import json
from collections.abc import Mapping
from typing import Any

from quarterdeck.contexts.connectors.airtable.model import AirtableRecord
from quarterdeck.contexts.knowledge.mapping import TableMapping
from quarterdeck.contexts.knowledge.model import Copy, TableName
from quarterdeck.kernel.errors import InvalidInput

LARGEST = 32_000
"""Bytes of one row: 98 of the largest are one transaction, which holds 4 MB."""


def copy_of(table: TableName, mapping: TableMapping, record: AirtableRecord) -> Copy | None:
    """Return the row as it is kept; None for a row without a name, such as Airtable's new empty ones.

    Raises:
        InvalidInput: a cell is of a kind that isn't text, or the row is too large; it says which.
    """
    reader = _Cells(mapping, record)
    name = reader.text(mapping.name)
    if not name:
        return None
    body = " ".join(part for part in map(reader.text, mapping.text) if part)
    facts = {label: text for label, field in mapping.facts.items() if (text := reader.text(field))}
    links = {label: ids for label, link in mapping.links.items() if (ids := reader.links(link.field))}
    product = reader.text(mapping.product) if mapping.product else ""
    copy = Copy(record.id, table, name, product or None, body, facts, links)
    size = len(json.dumps([name, body, facts, links], ensure_ascii=False).encode())
    if size > LARGEST:
        raise InvalidInput(f"{reader.place}: {size} bytes; {LARGEST} are the most", field=mapping.table)
    return copy


class _Cells:
    def __init__(self, mapping: TableMapping, record: AirtableRecord) -> None:
        self.place = f"table {mapping.table}, record {record.id}"
        self._cells: Mapping[str, Any] = record.cells

    def text(self, field: str) -> str:
        """Return the cell's text on one line; of a list, all items after one another."""
        value = self._cells.get(field)
        items = value if isinstance(value, list) else [value]
        texts = (" ".join(self._plain(field, item).split()) for item in items)
        return ", ".join(text for text in texts if text)

    def links(self, field: str) -> tuple[str, ...]:
        """Return the ids of the linked records."""
        value = self._cells.get(field, [])
        if isinstance(value, list) and all(
            isinstance(each, str) and each.startswith("rec") for each in value
        ):
            return tuple(sorted(value))
        raise InvalidInput(f"{self.place}, field {field}: these are no links to records", field=field)

    def _plain(self, field: str, item: object) -> str:
        match item:
            case None:
                return ""
            case bool():
                return "yes" if item else "no"
            case str() | int() | float():
                return str(item)
            case _:
                raise InvalidInput(
                    f"{self.place}, field {field}: text, a number or a choice is needed here, not {_kind(item)}",
                    field=field,
                )


def _kind(item: object) -> str:
    if isinstance(item, dict) and ("error" in item or "specialValue" in item):
        return f"the formula's error {item.get('error') or item.get('specialValue')}"
    return "an attachment or another object" if isinstance(item, dict) else type(item).__name__
