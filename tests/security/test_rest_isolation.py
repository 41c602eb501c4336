"""A tenant with a good key tries every route with what another tenant has: nothing of it shows, and nothing changes."""

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import boto3
import pytest

from infra.local.aws import options
from infra.local.cloud import Cloud
from quarterdeck.rest.endpoints import ENDPOINTS
from tests.e2e.meetings import body
from tests.security.conftest import DOMAIN, INVITED, OWNER, SECRETLY, TRANSCRIPT, Tenants, question

SEEN_BY_OWNER = "seen by the owner"
HIDDEN = "hidden"
HARMLESS = "harmless"

CONFLICT = 409
"""What a sync is answered where no base is connected."""


@dataclass(frozen=True, slots=True)
class Case:
    """What the other sends to a route.

    The answer to it is 403 or 404 where the thing is ``HIDDEN``. A list is the caller's own: without the owner's word,
    which the owner sees there (``SEEN_BY_OWNER``), or may not see (``HARMLESS``).
    """

    expected: str
    json: Callable[[dict[str, str]], Any] = lambda _: None
    query: Callable[[dict[str, str]], dict[str, str]] = lambda _: {}
    path: dict[str, str] = field(default_factory=dict)


CASES = {
    ("POST", "/v1/questions"): Case(
        HARMLESS, lambda ids: question(ids["meeting_id"]) | {"conversation_id": ids["conversation_id"]}
    ),
    ("POST", "/v1/tickets"): Case(HARMLESS),
    ("GET", "/v1/runs"): Case(SEEN_BY_OWNER, query=lambda ids: {"before": ids["run_id"] + "~"}),
    ("GET", "/v1/runs/{run_id}"): Case(HIDDEN),
    ("GET", "/v1/runs/{run_id}/files/{name}"): Case(HIDDEN, path={"name": "deck.pptx"}),
    ("POST", "/v1/runs/{run_id}/replay"): Case(HIDDEN),
    ("POST", "/v1/runs/{run_id}/feedback"): Case(HIDDEN, lambda _: {"verdict": "up"}),
    ("GET", "/v1/examples"): Case(SEEN_BY_OWNER),
    ("GET", "/v1/me"): Case(SEEN_BY_OWNER),
    ("PUT", "/v1/me"): Case(HARMLESS, lambda _: {"name": "Somebody"}),
    ("GET", "/v1/meetings"): Case(SEEN_BY_OWNER, query=lambda ids: {"before": ids["meeting_id"] + "~"}),
    ("POST", "/v1/meetings"): Case(HARMLESS, lambda _: body("Cy Reed: Hello.", title="Ours")),
    ("GET", "/v1/meetings/{meeting_id}"): Case(HIDDEN),
    ("POST", "/v1/meetings/{meeting_id}/retry"): Case(HIDDEN),
    ("DELETE", "/v1/meetings/{meeting_id}"): Case(HIDDEN),
    ("GET", "/v1/erasures/{erasure_id}"): Case(HIDDEN),
    ("POST", "/v1/exports"): Case(HIDDEN, lambda ids: {"kind": "person", "subject": ids["subject"]}),
    ("GET", "/v1/exports/{export_id}"): Case(HIDDEN),
    ("POST", "/v1/erasures"): Case(HIDDEN, lambda ids: {"kind": "person", "subject": ids["subject"]}),
    ("POST", "/v1/companies"): Case(HARMLESS, lambda _: {"name": "Pinfold Mills", "aliases": []}),
    ("GET", "/v1/knowledge"): Case(HARMLESS),
    ("GET", "/v1/knowledge/syncs"): Case(HARMLESS),
    ("POST", "/v1/knowledge/sync"): Case(HARMLESS, lambda _: {"kind": "full"}),
    ("GET", "/v1/webhooks"): Case(SEEN_BY_OWNER),
    ("POST", "/v1/webhooks"): Case(
        HARMLESS, lambda _: {"vendor": "github", "name": "ours", "secret": "s" * 40}
    ),
    ("PUT", "/v1/webhooks/{webhook_id}/secret"): Case(HIDDEN, lambda _: {"secret": "s" * 40}),
    ("DELETE", "/v1/webhooks/{webhook_id}"): Case(HIDDEN),
    ("GET", "/auth/csrf"): Case(HARMLESS),
    ("POST", "/auth/logout"): Case(HARMLESS),
    ("GET", "/v1/sessions"): Case(HARMLESS),
    ("DELETE", "/v1/sessions"): Case(HARMLESS),
    ("DELETE", "/v1/sessions/{session_id}"): Case(HIDDEN),
    ("GET", "/v1/keys"): Case(SEEN_BY_OWNER, query=lambda ids: {"before": ids["key_id"] + "~"}),
    ("POST", "/v1/keys"): Case(HARMLESS, lambda _: {"name": "ours", "scopes": ["meetings:read"]}),
    ("DELETE", "/v1/keys/{key_id}"): Case(HIDDEN),
    ("GET", "/v1/organisation"): Case(HARMLESS),
    ("PUT", "/v1/organisation/domains/{domain}"): Case(HIDDEN, path={"domain": DOMAIN}),
    ("DELETE", "/v1/organisation/domains/{domain}"): Case(HIDDEN, path={"domain": DOMAIN}),
    ("POST", "/v1/organisations"): Case(
        HIDDEN, lambda _: {"email": "cai@ours.example", "name": "Cai", "organisation": "Ours"}
    ),
    ("POST", "/v1/organisations/{tenant}/claim"): Case(HIDDEN, path={"tenant": OWNER}),
    ("GET", "/v1/members"): Case(HARMLESS, query=lambda ids: {"before": ids["subject"] + "~"}),
    ("PUT", "/v1/members/{subject}/role"): Case(HIDDEN, lambda _: {"role": "viewer"}),
    ("POST", "/v1/members/{subject}/deactivate"): Case(HIDDEN),
    ("POST", "/v1/members/{subject}/reactivate"): Case(HIDDEN),
    ("GET", "/v1/invitations"): Case(HARMLESS, query=lambda ids: {"before": ids["subject"] + "~"}),
    ("POST", "/v1/invitations"): Case(HARMLESS, lambda _: {"email": INVITED, "role": "viewer"}),
    ("POST", "/v1/invitations/{subject}/send"): Case(HIDDEN),
    ("DELETE", "/v1/invitations/{subject}"): Case(HIDDEN),
    ("GET", "/v1/audit"): Case(HARMLESS),
    ("GET", "/v1/audit/lanes/{lane}"): Case(HARMLESS, path={"lane": "0"}),
    ("GET", "/v1/audit/anchors"): Case(HARMLESS),
    ("GET", "/v1/settings/redaction"): Case(HARMLESS),
    ("PUT", "/v1/settings/redaction"): Case(HARMLESS, lambda _: {"transcripts": "structured"}),
}
"""What is tried at each route; one that isn't here fails the first test."""


def test_every_route_that_needs_a_key_is_tried() -> None:
    assert set(CASES) == {(each.method, each.path) for each in ENDPOINTS if each.may is not None}


@pytest.mark.parametrize(("method", "path"), CASES)
def test_a_route_shows_and_changes_nothing_of_another_tenant(
    tenants: Tenants, method: str, path: str
) -> None:
    case, before = CASES[method, path], state_of(tenants.cloud, OWNER)
    asked = {
        "method": method,
        "url": path.format(**tenants.ids, **case.path),
        "json": case.json(tenants.ids),
        "params": case.query(tenants.ids),
    }
    answer = tenants.other.request(**asked)
    if case.expected == HIDDEN:
        assert answer.status_code in {403, 404}, answer.text
    else:
        assert answer.is_success or answer.status_code == CONFLICT, answer.text
    assert SECRETLY not in _without_question(answer.json())
    assert not [thing for thing in tenants.ids.values() if thing in _found(answer.json())]
    assert state_of(tenants.cloud, OWNER) == before
    if case.expected == SEEN_BY_OWNER:
        assert SECRETLY in tenants.owner.request(**asked).text


def test_the_owner_sees_what_is_hidden_from_the_other(tenants: Tenants) -> None:
    for kind in ("run", "meeting"):
        assert SECRETLY in tenants.owner.get(f"/v1/{kind}s/{tenants.ids[f'{kind}_id']}").text
    assert tenants.ids["webhook_id"] in tenants.owner.get("/v1/webhooks").text


def test_the_same_words_are_found_in_the_own_meetings_alone(tenants: Tenants) -> None:
    text = question(tenants.ids["meeting_id"])["text"]
    theirs = tenants.owner.post("/v1/questions", json={"text": text}).json()
    ours = tenants.other.post("/v1/questions", json={"text": text}).json()
    assert TRANSCRIPT.splitlines()[1].split(": ")[1].split(".")[0] in json.dumps(theirs)
    assert not ours["claims"]


def test_one_idempotency_key_is_another_tenants_own(tenants: Tenants) -> None:
    headers = {"Idempotency-Key": "the-same"}
    runs = [
        client.post("/v1/questions", json={"text": "Hello, what can you do?"}, headers=headers).json()[
            "run_id"
        ]
        for client in (tenants.owner, tenants.other, tenants.owner)
    ]
    assert runs[0] == runs[2] != runs[1]


def state_of(cloud: Cloud, tenant: str) -> str:
    """Return a digest of all of the tenant's rows and objects, but of its mails' claims: those go out when they can."""
    digest = hashlib.sha256()
    for each in (*_rows(cloud, tenant), *_objects(cloud, tenant)):
        digest.update(each.encode())
    return digest.hexdigest()


def _rows(cloud: Cloud, tenant: str) -> list[str]:
    dynamodb, own = boto3.client("dynamodb", **options(cloud.endpoint)), f"TENANT#{tenant}"
    tables = [name for key, name in cloud.outputs.items() if key.endswith("Table")]
    pages = (page for table in tables for page in _pages(dynamodb, table))
    rows = (row for page in pages for row in page["Items"])
    return sorted(
        json.dumps(row, sort_keys=True)
        for row in rows
        if f"{row['pk']['S']}#".startswith(f"{own}#") and not row["pk"]["S"].startswith(f"{own}#MAIL#")
    )


def _pages(dynamodb: Any, table: str) -> Iterator[dict[str, Any]]:
    yield from dynamodb.get_paginator("scan").paginate(TableName=table)


def _objects(cloud: Cloud, tenant: str) -> list[str]:
    s3 = boto3.client("s3", **options(cloud.endpoint))
    pages = s3.get_paginator("list_objects_v2").paginate(
        Bucket=cloud.outputs["BucketName"], Prefix=f"tenants/{tenant}/"
    )
    return sorted(f"{each['Key']} {each['ETag']}" for page in pages for each in page.get("Contents", []))


def _without_question(answer: dict[str, Any]) -> str:
    """Return the answer without the words that the caller sent."""
    return json.dumps({key: value for key, value in answer.items() if key != "question"})


def _found(answer: dict[str, Any]) -> str:
    """Return the answer without what only repeats the ids that the caller sent."""
    return json.dumps(
        {key: value for key, value in answer.items() if key not in {"conversation_id", "detail"}}
    )
