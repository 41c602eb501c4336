"""A webhook's payloads (https://airtable.com/developers/web/api/model/webhooks-payload), reduced to record ids."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from quarterdeck.contexts.connectors.airtable.model import Changes, TableChange, WebhookGone


def changes(found: Mapping[str, Any]) -> Changes:
    """Return which records changed over all payloads; the last that is told of a record counts.

    Raises:
        WebhookGone: one of the payloads is an error, so what happened there is not known.
    """
    changed: dict[str, set[str]] = defaultdict(set)
    deleted: dict[str, set[str]] = defaultdict(set)
    for payload in found["payloads"]:
        if payload.get("error"):
            raise WebhookGone(str(payload.get("code")))
        for table, change in payload.get("changedTablesById", {}).items():
            present = {*change.get("createdRecordsById", {}), *change.get("changedRecordsById", {})}
            gone = set(change.get("destroyedRecordIds", []))
            changed[table] = (changed[table] | present) - gone
            deleted[table] = (deleted[table] - present) | gone
    tables = {
        table: TableChange(frozenset(changed[table]), frozenset(deleted[table]))
        for table in (*changed, *deleted)
        if changed[table] or deleted[table]
    }
    return Changes(tables, int(found["cursor"]), bool(found["mightHaveMore"]))
