"""Product tables in Airtable become snapshots: at a sync, at a notification, and never by a stranger's word."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from infra.local.airtable.server import notification
from infra.local.cloud import Cloud
from infra.local.products import DemoAirtable, record_id
from quarterdeck.contexts.knowledge.events import SnapshotPublished
from quarterdeck.contexts.knowledge.model import TableName
from quarterdeck.platform.outbox import said
from tests.e2e.meetings import until
from tests.e2e.test_events import Listener

OFFLINE = record_id("Features", "Offline mobile app")


@pytest.fixture(scope="module")
def api(products: Cloud) -> Iterator[httpx.Client]:
    with products.api() as client:
        yield client


def overview(api: httpx.Client) -> dict[str, Any]:
    found: dict[str, Any] = api.get("/v1/knowledge").json()
    return found


def syncs(api: httpx.Client) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = api.get("/v1/knowledge/syncs").json()["syncs"]
    return found


def settled(api: httpx.Client) -> None:
    until(lambda: not overview(api)["syncing"], "the end of all syncs")


def test_the_first_sync_is_logged_and_its_snapshot_is_the_current_one(
    api: httpx.Client, airtable: DemoAirtable
) -> None:
    settled(api)
    found, first = overview(api), syncs(api)[-1]
    rows = {table.name: len(table.records) for table in airtable.api.base.tables.values()}
    assert found["connected"] is True
    assert sum(found["records"].values()) == sum(rows.values()) == first["seen"]
    assert set(found["records"]) == {table.value for table in TableName}
    assert (first["kind"], first["status"], first["version"]) == ("full", "succeeded", found["version"])
    assert airtable.api.limit.refused == 0


def test_a_change_in_airtable_reaches_the_snapshot_by_its_webhook(
    api: httpx.Client, products: Cloud, airtable: DemoAirtable
) -> None:
    listener = Listener(products, "config_events")
    before, base = overview(api)["version"], airtable.api.base
    table = base.table("Features")
    assert table is not None
    cells = dict(table.records[OFFLINE])
    base.put("Features", OFFLINE, cells | {"Limits": "It needs 128 gigabytes."})
    until(lambda: overview(api)["version"] != before, "the snapshot with the change")
    settled(api)
    newest = syncs(api)[0]
    assert (newest["kind"], newest["changed"]) == ("change", 1)
    changed = overview(api)["version"]
    until(lambda: bool(listener.of(SnapshotPublished.type, changed)), "the event")
    data = said(SnapshotPublished, listener.of(SnapshotPublished.type, changed)[0])
    assert (data.former, data.sync_id) == (before, newest["sync_id"])
    base.put("Features", OFFLINE, cells)
    until(lambda: overview(api)["version"] == before, "the same records, so the same version")


def test_a_sync_can_be_wished_for_and_is_found_by_its_correlation_id(api: httpx.Client) -> None:
    settled(api)
    wished = api.post("/v1/knowledge/sync", json={"kind": "rebuild"})
    assert wished.status_code == 202
    asked = wished.json()["correlation_id"]
    until(lambda: any(each["correlation_id"] == asked for each in syncs(api)), "the log line")
    settled(api)
    assert (syncs(api)[0]["kind"], syncs(api)[0]["requests"]) == ("rebuild", 0)


@pytest.mark.parametrize("body", [{"kind": "everything"}, {"sort": "full"}])
def test_a_wish_that_is_not_understood_names_the_field(api: httpx.Client, body: dict[str, str]) -> None:
    refused = api.post("/v1/knowledge/sync", json=body)
    assert refused.status_code == 400
    assert next(iter(body)) in refused.text


@pytest.mark.parametrize(("place", "status"), [("header", 401), ("body", 401), ("address", 404)])
def test_a_notification_that_is_not_signed_for_this_endpoint_is_refused(
    api: httpx.Client, airtable: DemoAirtable, place: str, status: int
) -> None:
    settled(api)
    before = len(syncs(api))
    webhook = next(iter(airtable.api.base.webhooks.values()))
    body, headers = notification(airtable.api.base, webhook)
    if place == "header":
        headers["X-Airtable-Content-MAC"] = "hmac-sha256=" + "0" * 64
    if place == "body":
        body += b" "
    address = str(webhook.notify) + ("0" if place == "address" else "")
    response = httpx.post(address, content=body, headers=headers, timeout=30)
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"
    assert len(syncs(api)) == before


def test_a_signed_notification_is_acknowledged_and_starts_one_sync_however_often_it_comes(
    airtable: DemoAirtable, api: httpx.Client
) -> None:
    settled(api)
    before = len(syncs(api))
    webhook = next(iter(airtable.api.base.webhooks.values()))
    body, headers = notification(airtable.api.base, webhook)
    for _ in range(3):
        taken = httpx.post(str(webhook.notify), content=body, headers=headers, timeout=30)
        assert taken.status_code == 200
    until(lambda: len(syncs(api)) > before, "the sync")
    settled(api)
    assert (len(syncs(api)), syncs(api)[0]["status"]) == (before + 1, "succeeded")
