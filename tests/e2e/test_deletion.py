"""A deleted meeting is nowhere: no question finds it, and no store, run record or earlier version quotes it."""

from collections.abc import Iterator
from typing import Any

import boto3
import httpx
import pytest

from infra.local.aws import options
from infra.local.cloud import Cloud
from tests.e2e.meetings import add, body, ended, until
from tests.e2e.stores import stored
from tests.e2e.tenants import key_of

SAID = (
    "Ada Quill: What does the Marigold plan cost for eighty seats?\n"
    "Bo Finch: The Marigold plan costs 47 dollars a seat and month. I will send the contract by Friday.\n"
)
OTHER = "Ada Quill: How long is the notice period?\nBo Finch: The notice period is 30 days.\n"
QUESTION = "What does the Marigold plan cost?"
SECRETLY = ("Marigold plan costs", "47 dollars")


@pytest.fixture(scope="module")
def owner(cloud: Cloud) -> Iterator[tuple[str, httpx.Client]]:
    """A tenant of its own, so that its stores hold nothing else."""
    key = key_of(cloud, "deleting")
    with cloud.api(key) as api:
        yield "deleting", api


def receipt(api: httpx.Client, erasure_id: str) -> dict[str, int]:
    """Return what was taken from each store, once the erasure is done."""
    seen: list[dict[str, Any]] = []

    def done() -> bool:
        seen.append(api.get(f"/v1/erasures/{erasure_id}").json())
        return bool(seen[-1]["status"] != "running")

    until(done, f"the erasure {erasure_id}")
    assert seen[-1]["status"] == "done", seen[-1]
    return {each["store"]: each["erased"] for each in seen[-1]["receipt"]}


def test_a_deleted_meeting_is_nowhere(cloud: Cloud, owner: tuple[str, httpx.Client]) -> None:
    tenant, api = owner
    other = ended(api, add(api, body(OTHER, title="Notice"))["meeting_id"])
    meeting = ended(api, add(api, body(SAID, title="Marigold pricing"))["meeting_id"])
    quoting = api.post("/v1/questions", json={"text": QUESTION, "meeting_id": meeting["meeting_id"]}).json()
    assert SECRETLY[1] in quoting["answer"]
    beside = api.post(
        "/v1/questions", json={"text": "How long is the notice period?", "meeting_id": other["meeting_id"]}
    ).json()
    assert any(word in stored(cloud, tenant) for word in SECRETLY)

    begun = api.delete(f"/v1/meetings/{meeting['meeting_id']}")
    assert begun.status_code == 202, begun.text
    again = api.delete(f"/v1/meetings/{meeting['meeting_id']}")
    assert again.status_code in {202, 404}
    taken = receipt(api, begun.json()["erasure_id"])
    assert taken == {"files": 3, "search index": 1, "reply cache": 0, "run records": 1, "meetings": 1}

    assert api.get(f"/v1/meetings/{meeting['meeting_id']}").status_code == 404
    everything = stored(cloud, tenant)
    assert not [word for word in SECRETLY if word in everything]
    asked = api.post("/v1/questions", json={"text": QUESTION}).json()
    assert SECRETLY[1] not in asked["answer"]
    assert not asked["claims"]
    run = api.get(f"/v1/runs/{quoting['run_id']}").json()
    assert (run["question"], run["claims"], run["meetings"]) == (QUESTION, [], [])
    assert api.post(f"/v1/runs/{quoting['run_id']}/replay").status_code == 409
    assert api.get(f"/v1/runs/{beside['run_id']}").json()["answer"] == beside["answer"]
    assert api.post(f"/v1/runs/{beside['run_id']}/replay").json()["replay"]["identical"]


def test_the_same_upload_may_come_again(owner: tuple[str, httpx.Client]) -> None:
    _, api = owner
    for _ in range(2):
        meeting = ended(api, add(api, body(SAID, title="Again"))["meeting_id"])
        assert meeting["status"] == "completed"
        begun = api.delete(f"/v1/meetings/{meeting['meeting_id']}").json()
        assert receipt(api, begun["erasure_id"])["meetings"] == 1


def test_one_deletion_is_one_event_and_is_in_the_audit_trail(
    cloud: Cloud, owner: tuple[str, httpx.Client]
) -> None:
    tenant, api = owner
    meeting = ended(api, add(api, body(OTHER, title="Told"))["meeting_id"])
    begun = api.delete(f"/v1/meetings/{meeting['meeting_id']}").json()
    receipt(api, begun["erasure_id"])
    entries = api.get("/v1/audit", params={"limit": 100}).json()["audit"]
    told = [each["action"] for each in entries if each["target"] == meeting["meeting_id"]]
    assert sorted(told) == ["data.erase", "meetings.add", "meetings.delete"]
    rows = boto3.client("dynamodb", **options(cloud.endpoint)).query(
        TableName=cloud.outputs["OutboxTable"],
        KeyConditionExpression="pk = :pk",
        ExpressionAttributeValues={":pk": {"S": f"TENANT#{tenant}#EVENT"}},
    )["Items"]
    events = [row["envelope"]["S"] for row in rows if meeting["meeting_id"] in row["envelope"]["S"]]
    assert sum('"type":"meeting_deleted"' in each for each in events) == 1
