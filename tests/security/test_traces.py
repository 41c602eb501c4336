"""What the suite tells of its work, events and log lines, says whose it was and is nobody else's."""

import json
from collections.abc import Iterator
from typing import Any

import boto3
import pytest

from infra.local.aws import options
from infra.local.cloud import Cloud
from infra.local.logs import lines, logged
from quarterdeck.kernel.codec import load_json
from quarterdeck.platform.outbox import Envelope
from quarterdeck.rest.endpoints import ENDPOINTS
from tests.e2e.meetings import add, body, ended
from tests.security.conftest import OTHER, OWNER, SECRETLY, Tenants

BEFORE_IT_IS_KNOWN = {"authorize", "slack", "webhook", "probe"}
"""Stages that may log before they know for whom they work."""

OPEN = {f"{each.method} {each.path}" for each in ENDPOINTS if each.may is None}


@pytest.fixture(scope="module")
def both(tenants: Tenants) -> Tenants:
    """The tenants, once each of them has had an answer and an ingest."""
    tenants.other.post("/v1/questions", json={"text": "What are the next steps?"})
    ended(
        tenants.other, add(tenants.other, body("Cy Reed: We begin on Monday.", title="Kickoff"))["meeting_id"]
    )
    return tenants


def test_an_event_lies_with_the_tenant_that_it_tells_of(both: Tenants) -> None:
    dynamodb = boto3.client("dynamodb", **options(both.cloud.endpoint))
    pages = dynamodb.get_paginator("scan").paginate(TableName=both.cloud.outputs["OutboxTable"])
    rows = [row for page in pages for row in page["Items"]]
    told = [(row["pk"]["S"], load_json(Envelope, row["envelope"]["S"]).tenant) for row in rows]
    assert {OWNER, OTHER} <= {tenant for _, tenant in told}
    assert [each for each in told if each[0] != f"TENANT#{each[1]}#EVENT"] == []


def test_log_lines_carry_the_tenant_and_none_of_its_words(both: Tenants) -> None:
    lines = list(log_lines(both.cloud))
    assert {OWNER, OTHER} <= {line.get("tenant") for line in lines}
    nobodys = [line for line in lines if not line.get("tenant") and line.get("route") not in OPEN]
    nobodys = [line for line in nobodys if line["message"] != "refused"]
    assert [line for line in nobodys if line.get("stage") not in BEFORE_IT_IS_KNOWN] == []
    assert [line for line in lines if SECRETLY in json.dumps(line)] == []


def test_one_request_is_logged_for_one_tenant(both: Tenants) -> None:
    tenants: dict[str, set[str]] = {}
    for line in log_lines(both.cloud):
        if line.get("tenant") and line.get("correlation_id"):
            tenants.setdefault(line["correlation_id"], set()).add(line["tenant"])
    ours = [each for each in tenants.values() if each & {OWNER, OTHER}]
    assert ours
    assert [each for each in ours if len(each) > 1] == []


def log_lines(cloud: Cloud) -> Iterator[dict[str, Any]]:
    """Return what the functions logged, without the runtime's own lines and metrics."""
    return (line for _, message in logged(cloud.endpoint) for line in lines(message))
