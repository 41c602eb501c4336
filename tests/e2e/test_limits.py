"""Over the API: who asks too much waits, nobody else; failed logins lock a door; what is too big is refused."""

import json
import secrets
from uuid import uuid4

import boto3
import httpx

from infra.local.aws import options
from infra.local.cloud import Cloud
from quarterdeck.platform.audit.lanes import LANES
from tests.e2e.meetings import until
from tests.e2e.tenants import a_new_one, key_of


def test_whoever_reads_too_much_is_told_how_long_to_wait_and_others_are_not_kept(cloud: Cloud) -> None:
    with cloud.api(key_of(cloud, "flooded")) as api, cloud.api() as other:
        answers = [api.get("/v1/meetings") for _ in range(8)]
        assert [answer.status_code for answer in answers] == [200] * 5 + [429] * 3
        assert answers[0].headers["ratelimit-policy"] == '"read";q=5;w=300, "read-tenant";q=60;w=6'
        assert answers[0].headers["ratelimit"].startswith('"read";r=4;t=60, "read-tenant";r=59;t=')
        refused = answers[-1]
        assert 1 <= int(refused.headers["retry-after"]) <= 60
        assert refused.headers["ratelimit"].startswith('"read";r=0;')
        assert refused.headers["content-type"] == "application/problem+json"
        assert refused.json()["type"] == "urn:quarterdeck:TooMany"
        assert all(other.get("/v1/meetings").status_code == 200 for _ in range(8))
        assert api.put("/v1/me", json={"name": "Ola"}).status_code == 200  # another class
    [(_, count)] = refusals(cloud, "flooded", "GET /v1/meetings")
    assert count == 1


def test_ten_failed_logins_lock_the_credential_and_no_other(cloud: Cloud) -> None:
    public = uuid4().hex[:16]

    def guess() -> httpx.Response:
        with cloud.api(f"qd_{public}_{secrets.token_urlsafe(32)}") as api:
            return api.get("/v1/meetings")

    assert [guess().status_code for _ in range(10)] == [401] * 10
    locked = guess()
    assert (locked.status_code, locked.json()["type"]) == (429, "urn:quarterdeck:TooMany")
    assert 800 < int(locked.headers["retry-after"]) <= 900
    _, _, other = a_new_one(cloud)
    with other:
        assert other.get("/v1/meetings").status_code == 200
    until(lambda: bool(refusals(cloud, "-", "logins.lock", f"key:{public}")), "the record of the lock")
    tries = [each for target in (f"key:{public}", "") for each in refusals(cloud, "-", "logins.try", target)]
    assert "Unauthenticated" in {
        reason for reason, _ in tries
    }  # one entry may stand for others of its minute


def test_what_is_too_big_or_tricky_is_refused(cloud: Cloud) -> None:
    _, _, api = a_new_one(cloud)
    with api:

        def sent(content: bytes) -> tuple[int, str]:
            answer = api.post("/v1/questions", content=content, headers={"content-type": "application/json"})
            return answer.status_code, answer.json()["type"]

        assert sent(b'{"text": "' + b"x" * 100_000 + b'"}') == (413, "urn:quarterdeck:TooLarge")
        assert sent(b'{"text": ' + b"[" * 60 + b"]" * 60 + b"}") == (400, "urn:quarterdeck:InvalidInput")
        assert sent(b'{"text": "a", "text": "b"}') == (400, "urn:quarterdeck:InvalidInput")
        assert sent(b'{"text": NaN}') == (400, "urn:quarterdeck:InvalidInput")


def refusals(cloud: Cloud, tenant: str, action: str, target: str = "") -> list[tuple[str, int]]:
    """Return reason and count of the refusals on record, straight from the table."""
    table = boto3.resource("dynamodb", **options(cloud.endpoint)).Table(cloud.outputs["AuditTable"])
    found = []
    for lane in range(LANES):
        pages = table.query(
            KeyConditionExpression="pk = :pk",
            ExpressionAttributeValues={":pk": f"TENANT#{tenant}#AUDIT#{lane:02}"},
        )
        found += [json.loads(str(item["body"])) for item in pages["Items"]]
    return [
        (each["reason"], each["count"])
        for each in found
        if each["action"] == action and each["result"] == "refused" and each["target"] == target
    ]
