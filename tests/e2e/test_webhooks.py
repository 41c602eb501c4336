"""Vendors call over HTTP: what they signed is one event each, in however many tries; nothing else gets in."""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import boto3
import httpx
import pytest

from infra.local.aws import options
from infra.local.cloud import Cloud
from quarterdeck.contexts.connectors.webhooks.events import WebhookReceived
from quarterdeck.platform.outbox import said
from tests.e2e.meetings import until
from tests.e2e.test_events import Listener
from tests.unit.webhooks import senders
from tests.unit.webhooks.senders import DERS, FORM, JSON, PLAIN, Signed


@dataclass
class Vendors:
    """Calls the addresses that the API gave out."""

    api: httpx.Client
    cloud: Cloud

    def endpoint(self, vendor: str, secret: str | None = PLAIN[0]) -> dict[str, Any]:
        said = {"vendor": vendor, "name": f"Test of {vendor}"} | ({"secret": secret} if secret else {})
        made = self.api.post("/v1/webhooks", json=said)
        assert made.status_code == 201, made.text
        assert not secret or secret not in made.text
        found: dict[str, Any] = made.json()
        return found

    def call(
        self, endpoint: dict[str, Any], body: bytes, signed: Signed, media: dict[str, str] = JSON
    ) -> httpx.Response:
        path = endpoint["url"].partition("/webhooks/")[2]
        headers, query = {**media, **signed[0]}, dict(signed[1])
        url = f"{self.cloud.url}/webhooks/{path}"
        return httpx.post(url, content=body, headers=headers, params=query, timeout=60, trust_env=False)

    def kept(self) -> int:
        """Return how many bodies are kept."""
        listed = boto3.client("s3", **options(self.cloud.endpoint)).get_paginator("list_objects_v2")
        pages = listed.paginate(Bucket=self.cloud.outputs["BucketName"], Prefix="tenants/")
        keys = [each["Key"] for page in pages for each in page.get("Contents", [])]
        return sum("/webhooks/" in key for key in keys)


@pytest.fixture(scope="module")
def vendors(cloud: Cloud) -> Iterator[Vendors]:
    with cloud.api() as api:
        yield Vendors(api, cloud)


@pytest.fixture(scope="module")
def listener(cloud: Cloud) -> Listener:
    return Listener(cloud, "client_events")


def told() -> tuple[str, bytes]:
    """Return a body that no other test sends, and the event's id in it."""
    event_id = f"evt_{uuid4().hex}"
    return event_id, json.dumps({"id": event_id, "type": "invoice.paid", "text": "Grüße"}).encode()


def now() -> datetime:
    return datetime.now(UTC)


def test_parallel_tries_of_a_delivery_are_one_event_with_its_very_bytes(
    vendors: Vendors, listener: Listener
) -> None:
    endpoint, (event_id, body) = vendors.endpoint("stripe"), told()
    signed = senders.stripe(0, body, now())
    with ThreadPoolExecutor(8) as pool:
        statuses = list(pool.map(lambda _: vendors.call(endpoint, body, signed).status_code, range(24)))
    assert set(statuses) <= {200, 503}
    assert vendors.call(endpoint, body, senders.stripe(0, body, now())).status_code == 200
    until(lambda: bool(listener.of(WebhookReceived.type, event_id)), "the event")
    marker, last = told()
    vendors.call(endpoint, last, senders.stripe(0, last, now()))
    until(lambda: bool(listener.of(WebhookReceived.type, marker)), "the event of the last delivery")
    (event,) = listener.of(WebhookReceived.type, event_id)
    data = said(WebhookReceived, event)
    assert (data.vendor, data.kind, data.size) == ("stripe", "invoice.paid", len(body))
    s3 = boto3.client("s3", **options(vendors.cloud.endpoint))
    stored = s3.get_object(Bucket=vendors.cloud.outputs["BucketName"], Key=data.body)["Body"].read()
    assert stored == body


@pytest.mark.parametrize("vendor", ["acme", "AIRTABLE", "stripe%2F..", "github"])
def test_an_address_that_was_not_given_out_is_not_found(vendors: Vendors, vendor: str) -> None:
    _, body = told()
    address = {"url": f"https://x/webhooks/{vendor}/{vendors.endpoint('stripe')['id']}"}
    missing = vendors.call(address, body, senders.stripe(0, body, now()))
    assert missing.status_code == 404
    assert missing.headers["content-type"] == "application/problem+json"


def test_what_is_not_signed_is_refused_without_work(vendors: Vendors, listener: Listener) -> None:
    endpoint, (event_id, body) = vendors.endpoint("stripe"), told()
    before = vendors.kept()
    good, old = senders.stripe(0, body, now()), senders.stripe(0, body, datetime(2020, 1, 1, tzinfo=UTC))
    tries = [
        (body, senders.stripe(1, body, now())),
        (body + b" ", good),
        (body, old),
        (body, ({}, {})),
        (body, ({"Stripe-Signature": "t=1,v1=" + "é".encode().hex()}, {})),
        (body, ({"Stripe-Signature": "A" * 5000}, {})),
    ]
    for content, signed in tries:
        refused = vendors.call(endpoint, content, signed)
        assert refused.status_code == 401
        assert refused.json()["type"] == "urn:quarterdeck:Unauthenticated"
    assert vendors.kept() == before
    assert vendors.call(endpoint, body, good).status_code == 200
    until(lambda: len(listener.of(WebhookReceived.type, event_id)) == 1, "the event of the signed one alone")
    assert vendors.kept() == before + 1


def test_a_signature_over_the_address_is_checked_against_the_one_that_was_given_out(vendors: Vendors) -> None:
    endpoint = vendors.endpoint("twilio")
    form = f"CallSid=CA{uuid4().hex}&CallStatus=completed".encode()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(senders, "URL", endpoint["url"])
        of_form = senders.twilio(0, form, now())
        _, body = told()
        of_json = senders.twilio_json(0, body, now())
    assert vendors.call(endpoint, form, of_form, FORM).status_code == 200
    assert vendors.call(endpoint, body, of_json).status_code == 200
    assert vendors.call(vendors.endpoint("twilio"), form, of_form, FORM).status_code == 401


def test_public_keys_are_verified_in_the_function_too(vendors: Vendors) -> None:
    endpoint, (_, body) = vendors.endpoint("sendgrid", DERS[0]), told()
    assert vendors.call(endpoint, body, senders.sendgrid(0, body, now())).status_code == 200
    assert vendors.call(endpoint, body, senders.sendgrid(1, body, now())).status_code == 401
    endpoint = vendors.endpoint("gong", senders.PEMS[0])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(senders, "URL", endpoint["url"])
        assert vendors.call(endpoint, body, senders.gong(0, body, now())).status_code == 200
        assert vendors.call(endpoint, body, senders.gong(1, body, now())).status_code == 401


def test_vendors_read_what_they_wait_for(vendors: Vendors) -> None:
    asked = json.dumps({"event": "endpoint.url_validation", "payload": {"plainToken": "p"}}).encode()
    answer = vendors.call(vendors.endpoint("zoom"), asked, senders.zoom(0, asked, now()))
    assert answer.json() == {"plainToken": "p", "encryptedToken": senders.mac(PLAIN[0], b"p").hex()}
    form = senders.dropbox_sign_body(0)
    parts = dict(senders.PARTS)
    signed = vendors.call(vendors.endpoint("dropbox-sign"), form, senders.dropbox_sign(0, form, now()), parts)
    assert (signed.status_code, signed.text) == (200, "Hello API Event Received")


def test_endpoints_are_listed_rotated_and_removed(vendors: Vendors) -> None:
    endpoint, (_, body) = vendors.endpoint("github", None), told()
    assert endpoint["has_secret"] is False
    assert vendors.call(endpoint, body, senders.github(0, body, now())).status_code == 401
    path = f"/v1/webhooks/{endpoint['id']}"
    assert vendors.api.put(f"{path}/secret", json={"secret": PLAIN[0]}).json()["has_secret"] is True
    assert vendors.call(endpoint, body, senders.github(0, body, now())).status_code == 200
    assert (
        vendors.api.get("/v1/webhooks", params={"limit": "1"}).json()["webhooks"][0]["id"] == endpoint["id"]
    )
    assert vendors.api.delete(path).status_code == 200
    assert vendors.call(endpoint, body, senders.github(0, body, now())).status_code == 404
    assert vendors.api.delete(path).status_code == 404


@pytest.mark.parametrize(
    "said", [{}, {"vendor": "acme", "name": "x"}, {"vendor": "stripe", "name": "x", "secret": "short"}]
)
def test_a_webhook_that_cannot_be_is_refused(vendors: Vendors, said: dict[str, str]) -> None:
    refused = vendors.api.post("/v1/webhooks", json=said)
    assert refused.status_code == 400
    assert "short" not in refused.text
