"""Of the outbox's records, the first that the bus does not take and all after it come again, and none before it."""

import json
from typing import Any

import pytest
from botocore.exceptions import ClientError

from functions.outbox_publish import handler as function
from quarterdeck.platform.outbox import Envelope

THROTTLED = ClientError({"Error": {"Code": "ThrottlingException"}}, "PutEvents")


def record(number: int) -> dict[str, Any]:
    envelope = {
        "id": f"evt_{number}",
        "topic": "auth_events",
        "type": "member_joined",
        "tenant": "acme",
        "occurred_at": "2026-11-20T09:00:00Z",
        "correlation_id": "c",
        "data": {},
    }
    image = {"envelope": {"S": json.dumps(envelope)}}
    return {"eventName": "INSERT", "dynamodb": {"SequenceNumber": str(number), "NewImage": image}}


@pytest.mark.parametrize(
    "error", [RuntimeError("the bus refused it"), THROTTLED], ids=["refused", "throttled"]
)
def test_what_was_published_before_one_that_failed_does_not_come_again(
    monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    published: list[str] = []

    def publish(bus: str, envelope: Envelope) -> None:
        assert bus == "bus"
        if envelope.id == "evt_2":
            raise error
        published.append(envelope.id)

    monkeypatch.setenv("EVENT_BUS", "bus")
    monkeypatch.setattr(function, "publish", publish)
    answer = function.handler({"Records": [record(number) for number in (1, 2, 3)]}, None)
    assert answer == {"batchItemFailures": [{"itemIdentifier": "2"}]}
    assert published == ["evt_1"]
