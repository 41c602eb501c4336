"""Listing records as Airtable does: fields that exist, one formula, pages, and offsets that can expire.

https://airtable.com/developers/web/api/list-records
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from infra.local.airtable.base import Table, airtable_id
from infra.local.airtable.reply import Reply, refusal

LARGEST_PAGE = 100
_BY_ID = re.compile(r"OR\((?:RECORD_ID\(\)='rec[A-Za-z0-9]{14}',?)*\)")


class Listings:
    """Listings that are under way: each goes on where its last page ended."""

    def __init__(self) -> None:
        self._rest: dict[str, list[str]] = {}
        self._made = 0

    def expire(self) -> None:
        """Forget all that are under way, as Airtable does after some minutes."""
        self._rest.clear()

    def page(self, table: Table, asked: Mapping[str, Any]) -> Reply:
        """Return a page of the table's records, or the refusal."""
        fields: Sequence[str] = asked.get("fields") or table.fields
        unknown = next((name for name in fields if name not in table.fields), None)
        if unknown is not None:
            return refusal(422, "UNKNOWN_FIELD_NAME", f'Unknown field name: "{unknown}"')
        size = int(asked.get("pageSize") or LARGEST_PAGE)
        if not 1 <= size <= LARGEST_PAGE:
            return refusal(422, "INVALID_REQUEST_UNKNOWN", "pageSize must be between 1 and 100")
        ids = self._ids(table, asked)
        return ids if isinstance(ids, Reply) else self._reply(table, fields, ids, size)

    def _ids(self, table: Table, asked: Mapping[str, Any]) -> list[str] | Reply:
        offset, formula = asked.get("offset"), asked.get("filterByFormula")
        if offset:
            rest = self._rest.pop(str(offset), None)
            return rest or refusal(422, "LIST_RECORDS_ITERATOR_NOT_AVAILABLE", "begin the listing again")
        if not formula:
            return sorted(table.records)
        if not _BY_ID.fullmatch(formula):
            return refusal(422, "INVALID_FILTER_BY_FORMULA", f"this Airtable can't evaluate {formula}")
        return [each for each in re.findall(r"rec[A-Za-z0-9]{14}", formula) if each in table.records]

    def _reply(self, table: Table, fields: Sequence[str], ids: list[str], size: int) -> Reply:
        page, rest = ids[:size], ids[size:]
        found = [
            {"id": each, "createdTime": "2026-01-05T09:00:00.000Z", "fields": _cells(table, each, fields)}
            for each in page
            if each in table.records
        ]
        if not rest:
            return Reply({"records": found})
        self._made += 1
        offset = f"{airtable_id('itr', table.id, str(self._made))}/{page[-1]}"
        self._rest[offset] = rest
        return Reply({"records": found, "offset": offset})


def _cells(table: Table, record_id: str, fields: Sequence[str]) -> dict[str, Any]:
    return {name: value for name, value in table.records[record_id].items() if name in fields}
