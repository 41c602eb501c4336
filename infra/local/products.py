"""The demo tenant's base: what its products do, from the files in ``demo/products``, in an Airtable on this machine."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import yaml

from infra.local.airtable.api import AirtableApi
from infra.local.airtable.base import Base, Table, airtable_id
from infra.local.airtable.server import notifying, serving
from infra.local.seed import DEMO
from quarterdeck.contexts.knowledge.mapping import DEFAULTS, TableMapping

TOKEN = "patLanternfold.local"  # noqa: S105 - of an Airtable that only this machine can reach
BASE = airtable_id("app", "lanternfold")


@dataclass(frozen=True, slots=True)
class DemoAirtable:
    """The running Airtable and its URL."""

    api: AirtableApi
    url: str


@contextmanager
def demo_airtable() -> Iterator[DemoAirtable]:
    """Serve the demo's base while the block runs."""
    api = AirtableApi(demo_base(), TOKEN)
    with serving(api) as url, notifying(api.base):
        yield DemoAirtable(api, url)


def demo_base() -> Base:
    """Return the base with the records of the files; they name linked rows, Airtable their ids."""
    return Base(BASE, [_table(mapping, _rows(name)) for name, mapping in DEFAULTS.items()])


def record_id(table: str, name: str) -> str:
    """Return the id of the demo's record."""
    return airtable_id("rec", table, name)


def _rows(name: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = yaml.safe_load((DEMO / "products" / f"{name}.yaml").read_text())
    return rows


def _table(mapping: TableMapping, rows: list[dict[str, Any]]) -> Table:
    linked = {link.field: DEFAULTS[link.to].table for link in mapping.links.values()}
    records = {record_id(mapping.table, row["Name"]): _cells(row, linked) for row in rows}
    return Table(mapping.table, mapping.fields(), records)


def _cells(row: Mapping[str, Any], linked: Mapping[str, str]) -> dict[str, Any]:
    return {
        field: [record_id(linked[field], name) for name in value] if field in linked else value
        for field, value in row.items()
    }
