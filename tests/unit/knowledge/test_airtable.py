"""Airtable's webhooks and errors: signatures as its own library checks them, payloads reduced, refusals told apart."""

import base64
import json
from datetime import UTC, datetime

import pytest
from pyairtable.models.webhook import WebhookNotification

from infra.local.airtable.base import Base
from infra.local.airtable.server import notification
from quarterdeck.contexts.connectors.airtable.failures import failure
from quarterdeck.contexts.connectors.airtable.model import (
    BadCredentials,
    Busy,
    OffsetExpired,
    Refused,
    TableChange,
    UnknownField,
    UnknownTable,
    WebhookGone,
)
from quarterdeck.contexts.connectors.airtable.notification import Notification, parse
from quarterdeck.contexts.connectors.airtable.payloads import changes
from quarterdeck.contexts.connectors.webhooks.model import Request
from quarterdeck.contexts.connectors.webhooks.verifiers.airtable import verify
from quarterdeck.kernel.errors import InvalidInput, Unavailable

BASE = Base("appTest", [])
HOOK = BASE.add_webhook("https://here.example/webhooks/airtable/0a1b")
SECRET = base64.b64encode(HOOK.mac_secret).decode()
BODY, HEADERS = notification(BASE, HOOK)


def test_a_notification_is_accepted_as_by_airtables_own_library() -> None:
    mac = HEADERS["X-Airtable-Content-MAC"]
    WebhookNotification.from_request(BODY.decode(), mac, SECRET)
    request = Request(str(HOOK.notify), {"x-airtable-content-mac": mac}, {}, BODY)
    assert verify(request, [SECRET], datetime.now(UTC))
    assert parse(BODY) == Notification("appTest", HOOK.id)


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b'{"base": "app"}', b'{"base": {"id": "app"}}', b"\xff"])
def test_a_body_that_is_no_notification_is_invalid(body: bytes) -> None:
    with pytest.raises(InvalidInput):
        parse(body)


def test_the_last_word_on_a_record_counts() -> None:
    def change(kind: str, *ids: str) -> dict[str, object]:
        records = list(ids) if kind == "destroyedRecordIds" else {each: {} for each in ids}
        return {"changedTablesById": {"tbl1": {kind: records}}}

    told = {
        "cursor": 9,
        "mightHaveMore": False,
        "payloads": [
            change("createdRecordsById", "recA", "recB"),
            change("changedRecordsById", "recC"),
            change("destroyedRecordIds", "recA", "recC"),
            change("createdRecordsById", "recC"),
        ],
    }
    found = changes(told)
    assert found.tables == {"tbl1": TableChange(frozenset({"recB", "recC"}), frozenset({"recA"}))}
    assert (found.cursor, found.more) == (9, False)


def test_a_payload_that_is_an_error_means_that_not_all_is_known() -> None:
    broken = {"cursor": 2, "mightHaveMore": False, "payloads": [{"error": True, "code": "INVALID_HOOK"}]}
    with pytest.raises(WebhookGone):
        changes(broken)


def error(kind: str) -> dict[str, object]:
    return {"error": {"type": kind, "message": "said"}}


@pytest.mark.parametrize(
    ("status", "body", "place", "meant"),
    [
        (401, error("AUTHENTICATION_REQUIRED"), "table tbl1", BadCredentials),
        (403, error("INVALID_PERMISSIONS_OR_MODEL_NOT_FOUND"), "table tbl1", BadCredentials),
        (404, error("TABLE_NOT_FOUND"), "table tbl1", UnknownTable),
        (404, {"error": "NOT_FOUND"}, "webhook ach1", WebhookGone),
        (403, error("INVALID_PERMISSIONS"), "webhook ach1", WebhookGone),
        (401, error("AUTHENTICATION_REQUIRED"), "webhook ach1", BadCredentials),
        (422, error("UNKNOWN_FIELD_NAME"), "table tbl1", UnknownField),
        (422, {"error": "LIST_RECORDS_ITERATOR_NOT_AVAILABLE"}, "table tbl1", OffsetExpired),
        (422, error("INVALID_REQUEST_UNKNOWN"), "table tbl1", Refused),
        (429, {"errors": [{"error": "RATE_LIMIT_REACHED", "message": "later"}]}, "table tbl1", Busy),
        (503, None, "table tbl1", Unavailable),
        (500, json.loads("[]"), "table tbl1", Unavailable),
    ],
)
def test_each_refusal_is_told_apart(status: int, body: object, place: str, meant: type[Exception]) -> None:
    assert type(failure(status, body, None, place)) is meant


@pytest.mark.parametrize(("header", "seconds"), [(None, 30), ("45", 45), ("5", 30), ("soon", 30)])
def test_a_blocked_base_is_left_alone_for_as_long_as_it_asks_but_30_seconds_at_least(
    header: str | None, seconds: float
) -> None:
    busy = failure(429, {}, header, "table tbl1")
    assert isinstance(busy, Busy)
    assert busy.seconds == seconds
