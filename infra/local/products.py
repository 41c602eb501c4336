"""The demo tenant's base: what its products do, from the files in ``demo/products``, in an Airtable on this machine."""

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import httpx
import yaml

from infra.local.airtable.api import AirtableApi
from infra.local.airtable.base import Base, Table, airtable_id
from infra.local.airtable.server import notifying, serving
from infra.local.commands import Problem
from infra.local.operator import Operator
from infra.local.seed import DEMO, ok, tenant
from quarterdeck.contexts.knowledge.mapping import DEFAULTS, TableMapping

TOKEN = "patLanternfold.local"  # noqa: S105 - of an Airtable that only this machine can reach
BASE = airtable_id("app", "lanternfold")
_DONE_WITHIN = 120.0


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


def connect_demo(airtable: DemoAirtable, operator: Operator, api_url: str) -> None:
    """Connect the demo tenant to its base, with a webhook to the API, as an operator would."""
    options = ["--base", BASE, "--url", airtable.url, "--notify", api_url]
    operator.run("infra.local.connect_airtable", tenant()["id"], *options, AIRTABLE_TOKEN=TOKEN)


def start_sync(api: httpx.Client) -> None:
    """Have the connected base synced in full."""
    ok(api.post("/v1/knowledge/sync", json={"kind": "full"}))


def first_snapshot(api: httpx.Client) -> None:
    """Wait until the started sync has made a snapshot.

    Raises:
        Problem: the sync fails or takes too long.
    """
    deadline = time.monotonic() + _DONE_WITHIN
    while time.monotonic() < deadline:
        if ok(api.get("/v1/knowledge"))["version"]:
            return
        failed = [each for each in ok(api.get("/v1/knowledge/syncs"))["syncs"] if each["reason"]]
        if failed:
            raise Problem(f"The demo's products could not be synced: {failed[0]['reason']}")
        time.sleep(0.1)
    raise Problem(f"There is no product snapshot after {_DONE_WITHIN:.0f} s: see the log")


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
