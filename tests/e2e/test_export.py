"""An export has what the API shows, of the whole tenant or of one person, and never a secret."""

import hashlib
import io
import json
import os
import signal
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import boto3
import httpx
import pytest

from bench.load.killing import workers
from infra.local.aws import options
from infra.local.cloud import Cloud
from quarterdeck.contexts.operations.protection.exporting.holdings import HOLDINGS, exported
from quarterdeck.contexts.operations.protection.model import Kind
from tests.e2e.mails import code
from tests.e2e.meetings import add, body, ended, until
from tests.e2e.stores import scanned
from tests.e2e.tenants import a_new_one, key_of

TENANT = "exporting"
COLLEAGUE = "ola@exporting.example"
SAID = (
    "Ada Quill: What does the Marigold plan cost for eighty seats?\n"
    "Bo Finch: The Marigold plan costs 47 dollars a seat and month. I will send the contract by Friday.\n"
)
PLANTED = {"session": "5e55" * 16, "webhook": "whsec-hold-this-tight-0123456789"}
"""Secrets that are stored beside what is exported."""

Archive = dict[str, bytes]


@dataclass(frozen=True, slots=True)
class Filled:
    """A tenant with something in its stores, its owner and a colleague, and what no archive of it may have."""

    cloud: Cloud
    owner: httpx.Client
    colleague: httpx.Client
    ids: dict[str, str]
    secrets: list[str]


@pytest.fixture(scope="module")
def filled(cloud: Cloud) -> Iterator[Filled]:
    key = key_of(cloud, TENANT)
    with cloud.api(key) as owner:
        subject, other_key = _joined(cloud, owner)
        with cloud.api(other_key) as colleague:
            ids, webhook_id = _fill(owner, colleague, cloud)
            texts = [key.rpartition("_")[2], other_key.rpartition("_")[2]]
            digests = [hashlib.sha256(each.encode()).hexdigest() for each in texts]
            secrets = [*texts, *digests, *PLANTED.values(), webhook_id]
            yield Filled(cloud, owner, colleague, ids | {"colleague": subject}, secrets)


def _joined(cloud: Cloud, owner: httpx.Client) -> tuple[str, str]:
    """Return the subject and key of a new colleague."""
    _ok(owner.post("/v1/invitations", json={"email": COLLEAGUE, "role": "seller"}))
    said = {"code": code(cloud, COLLEAGUE), "name": "Ola"}
    with httpx.Client(base_url=cloud.url, trust_env=False) as anybody:
        accepted = _ok(anybody.post("/v1/invitations/accept", json=said))
    return accepted["subject"], accepted["api_key"]


def _fill(owner: httpx.Client, colleague: httpx.Client, cloud: Cloud) -> tuple[dict[str, str], str]:
    meeting = ended(owner, add(owner, body(SAID, title="Marigold pricing"))["meeting_id"])["meeting_id"]
    asked = {"text": "What does the Marigold plan cost?", "meeting_id": meeting}
    runs = [_ok(client.post("/v1/questions", json=asked))["run_id"] for client in (owner, colleague)]
    _ok(colleague.post(f"/v1/runs/{runs[0]}/feedback", json={"verdict": "up", "comment": "Right."}))
    _ok(owner.post("/v1/companies", json={"name": "Pinfold Mills", "aliases": ["Pinfold"]}))
    hook = {"vendor": "github", "name": "Issues", "secret": PLANTED["webhook"]}
    webhook_id = _ok(owner.post("/v1/webhooks", json=hook))["id"]
    begun = {"id": "ses_01M89ZZW3NHF2CJ1BRZMHJ9A75", "tenant": TENANT, "subject": "owner"}
    begun |= {"digest": PLANTED["session"], "created_at": "2026-11-20T09:00:00Z"}
    row: dict[str, Any] = {
        "pk": f"TENANT#{TENANT}#SESSION#owner",
        "sk": begun["id"],
        "expires": 4_000_000_000,
    }
    table = boto3.resource("dynamodb", **options(cloud.endpoint)).Table(cloud.outputs["IdentityTable"])
    table.put_item(Item=row | {"session": json.dumps(begun | {"expires_at": "2096-11-27T09:00:00Z"})})
    return {"meeting": meeting, "owners_run": runs[0], "colleagues_run": runs[1]}, webhook_id


def _ok(response: httpx.Response) -> dict[str, Any]:
    assert response.is_success, response.text
    answer: dict[str, Any] = response.json()
    return answer


def export(api: httpx.Client, wish: dict[str, Any]) -> dict[str, Any]:
    """Return the export once it is done."""
    begun = api.post("/v1/exports", json=wish)
    assert begun.status_code == 202, begun.text
    seen: list[dict[str, Any]] = []

    def done() -> bool:
        seen.append(_ok(api.get(f"/v1/exports/{begun.json()['export_id']}")))
        return bool(seen[-1]["status"] != "running")

    until(done, "the export")
    assert seen[-1]["status"] == "done", seen[-1]
    return seen[-1]


def downloaded(done: dict[str, Any]) -> Archive:
    """Return the archive's files, which are those of its manifest and as many as the receipt has."""
    body = httpx.get(done["download"]["url"], trust_env=False).content
    assert len(body) == done["download"]["size"]
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        assert archive.testzip() is None
        found = {name: archive.read(name) for name in archive.namelist()}
    manifest = json.loads(found.pop("manifest.json"))
    digests = {each["file"]: each["sha256"] for each in manifest["files"]}
    assert digests == {name: hashlib.sha256(each).hexdigest() for name, each in found.items()}
    assert manifest["receipt"] == done["receipt"]
    assert sum(each["bytes"] for each in done["receipt"]) == sum(map(len, found.values()))
    return found


def rows(archive: Archive, store: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in archive.get(f"{store}.jsonl", b"").splitlines()]


def test_a_tenants_export_has_what_the_api_shows(filled: Filled) -> None:
    api, ids = filled.owner, filled.ids
    done = export(api, {"kind": "tenant"})
    found = downloaded(done)
    assert [each["store"] for each in done["receipt"]] == list(exported(Kind.TENANT))
    assert rows(found, "meetings") == _ok(api.get("/v1/meetings"))["meetings"]
    assert {f"meeting-files/{ids['meeting']}/{name}" for name in ("upload.raw", "transcript.json")} < set(
        found
    )
    assert found[f"meeting-files/{ids['meeting']}/upload.raw"].decode() == SAID
    runs = {each["id"]: each for each in rows(found, "runs")}
    assert set(runs) == {ids["owners_run"], ids["colleagues_run"]}
    for run_id, run in runs.items():
        shown = _ok(api.get(f"/v1/runs/{run_id}"))
        assert (run["answer"]["text"], run["question"]["asker"]) == (shown["answer"], shown["asker"])
    assert {each["run_id"] for each in rows(found, "conversations")} == set(runs)
    assert [each["comment"] for each in rows(found, "feedback")] == ["Right."]
    assert {each["email"] for each in rows(found, "people")} >= {COLLEAGUE}
    assert rows(found, "keys") == _ok(api.get("/v1/keys"))["keys"]
    assert [each["name"] for each in rows(found, "webhooks")] == ["Issues"]
    assert rows(found, "companies") == [{"name": "Pinfold Mills", "aliases": ["Pinfold"]}]
    assert {"meetings.add", "runs.rate", "exports.begin"} <= {
        each["action"] for each in rows(found, "audit-trail")
    }


def test_a_persons_export_has_what_is_theirs_alone(filled: Filled) -> None:
    api, ids = filled.colleague, filled.ids
    done = export(api, {})
    found = downloaded(done)
    assert [each["store"] for each in done["receipt"]] == list(exported(Kind.PERSON))
    assert [each["email"] for each in rows(found, "people")] == [COLLEAGUE]
    assert rows(found, "profiles") == [_ok(api.get("/v1/me"))]
    assert [each["id"] for each in rows(found, "runs")] == [ids["colleagues_run"]]
    assert [each["run_id"] for each in rows(found, "conversations")] == [ids["colleagues_run"]]
    assert [each["run_id"] for each in rows(found, "feedback")] == [ids["owners_run"]]
    assert {each["subject"] for each in rows(found, "audit-trail")} == {ids["colleague"]}
    assert not [name for name in found if name.startswith("meeting")]
    assert "meetings" in {each["store"] for each in done["left_out"]}


def test_no_archive_has_a_secret_or_its_digest(filled: Filled) -> None:
    archives = [
        downloaded(export(filled.owner, wish))
        for wish in ({"kind": "tenant"}, {"kind": "person"}, {"subject": filled.ids["colleague"]})
    ]
    everything = [each for archive in archives for each in archive.values()]
    assert any(b"ses_01M89ZZW3NHF2CJ1BRZMHJ9A75" in each for each in everything)
    for secret in filled.secrets:
        assert not [each for each in everything if secret.encode() in each], secret


def test_all_that_is_stored_of_the_tenant_is_in_a_store_of_the_list(filled: Filled) -> None:
    known = {place for holding in HOLDINGS for place in holding.places}
    dynamodb = boto3.client("dynamodb", **options(filled.cloud.endpoint))
    tables = [key for key in filled.cloud.outputs if key.endswith("Table")]
    for table in tables:
        for row in scanned(dynamodb, filled.cloud.outputs[table]):
            scope, _, rest = row["pk"]["S"].partition("#")
            if scope == "TENANT" and rest.partition("#")[0] != TENANT:
                continue
            kind = "#".join(rest.split("#")[1:2]) or "TENANT" if scope == "TENANT" else f"{scope}#"
            assert f"{table.removesuffix('Table').lower()} {kind}" in known, row["pk"]


def test_of_the_same_data_one_export_is_under_way(filled: Filled) -> None:
    begun = [_ok(filled.owner.post("/v1/exports", json={"kind": "tenant"}))["export_id"] for _ in range(2)]
    if begun[0] != begun[1]:  # the first was done by then
        assert _ok(filled.owner.get(f"/v1/exports/{begun[0]}"))["status"] == "done"
    export(filled.owner, {"kind": "tenant"})


def test_nobody_but_the_owner_exports_what_is_not_their_own(filled: Filled) -> None:
    of_owner = export(filled.owner, {})["export_id"]
    for wish in ({"kind": "tenant"}, {"subject": "owner"}):
        assert filled.colleague.post("/v1/exports", json=wish).status_code == 403
    assert filled.colleague.get(f"/v1/exports/{of_owner}").status_code == 404
    assert filled.owner.post("/v1/exports", json={"subject": "nobody"}).status_code == 404
    assert filled.owner.post("/v1/exports", json={"kind": "meeting"}).status_code == 400
    both = {"kind": "tenant", "subject": "owner"}
    assert filled.owner.post("/v1/exports", json=both).status_code == 400


def test_a_link_is_to_the_tenants_own_archive(filled: Filled) -> None:
    done = export(filled.colleague, {})
    again = _ok(filled.owner.get(f"/v1/exports/{done['export_id']}"))
    assert urlsplit(done["download"]["url"]).path.endswith(
        f"/tenants/{TENANT}/exports/{done['export_id']}/archive.zip"
    )
    assert "X-Amz-Expires=300" in again["download"]["url"]
    assert again["expires_at"] == done["expires_at"]


def test_an_export_is_one_event_and_is_in_the_audit_trail(filled: Filled) -> None:
    export_id = export(filled.owner, {"kind": "tenant"})["export_id"]
    trail = _ok(filled.owner.get("/v1/audit", params={"limit": 100}))["audit"]
    told = [each for each in trail if each["action"] == "data.export" and each["id"] == f"aud_{export_id}"]
    assert [(each["target"], each["result"]) for each in told] == [(TENANT, "done")]
    assert told[0]["details"]["meetings"] == 1
    assert [each for each in trail if (each["action"], each["target"]) == ("exports.download", export_id)]
    dynamodb = boto3.client("dynamodb", **options(filled.cloud.endpoint))
    events = scanned(dynamodb, filled.cloud.outputs["OutboxTable"])
    assert sum(f'"export_id":"{export_id}"' in each["envelope"]["S"] for each in events) == 1


def test_products_go_along(products: Cloud) -> None:
    with products.api() as api:
        found = downloaded(export(api, {"kind": "tenant"}))
        overview = _ok(api.get("/v1/knowledge"))
    assert len(rows(found, "products")) == sum(overview["records"].values())
    assert json.loads(found[f"snapshot/{overview['version']}.json"])["version"] == overview["version"]
    assert [each["vendor"] for each in rows(found, "connections")] == ["airtable"]
    assert b"quarterdeck/airtable/" not in b"".join(found.values())


def test_a_step_whose_worker_is_killed_in_the_middle_is_done_again(cloud: Cloud) -> None:
    tenant, _, api = a_new_one(cloud)
    with api:
        s3, bucket = boto3.client("s3", **options(cloud.endpoint)), cloud.outputs["BucketName"]
        noise = {f"mtg_1/{number:02}.bin": os.urandom(1 << 20) for number in range(60)}
        for name, body_of_it in noise.items():
            s3.put_object(Bucket=bucket, Key=f"tenants/{tenant}/meetings/{name}", Body=body_of_it)
        wish, parts = {"kind": "tenant"}, list[Any]()
        export_id = _ok(api.post("/v1/exports", json=wish))["export_id"]
        key = f"tenants/{tenant}/exports/{export_id}/archive.zip"

        def is_in_the_middle() -> bool:
            for upload in s3.list_multipart_uploads(Bucket=bucket, Prefix=key).get("Uploads", []):
                parts[:] = s3.list_parts(Bucket=bucket, Key=key, UploadId=upload["UploadId"]).get("Parts", [])
            return bool(parts)

        until(is_in_the_middle, "the first part of the archive")
        for pid in workers(os.getpid(), of="ExportStep"):
            os.kill(pid, signal.SIGKILL)
        assert len(parts) < len(noise) // 16
        done = export(api, wish)
        assert done["export_id"] == export_id
        found = downloaded(done)
        assert {name: found[f"meeting-files/{name}"] for name in noise} == noise
