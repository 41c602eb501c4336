"""An organisation that has something in every store, and what is stored of it after it is gone."""

import json
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from random import choices
from string import ascii_lowercase
from typing import Any
from uuid import uuid4

import boto3
import httpx

from infra.local.aws import options
from infra.local.cloud import Cloud
from tests.e2e.mails import code
from tests.e2e.meetings import add, body, ended
from tests.e2e.stores import bodies, passages, scanned

TRANSCRIPT = """\
Ada Quill: What does the {word} plan cost?
Bo Finch: The {word} plan costs 40 dollars a month. I will send the {word} contract by Friday.
"""


@dataclass(frozen=True)
class Estate:
    """The organisation, its owner's client, and one of its people with the own client and run.

    ``word`` is one that only its things contain.
    """

    cloud: Cloud
    word: str
    tenant: str
    owner: httpx.Client
    owner_key: str
    person: str
    email: str
    colleague: httpx.Client
    colleague_key: str
    meeting_id: str
    run_id: str

    def ask(self, api: httpx.Client, text: str, **more: str) -> dict[str, Any]:
        return ok(api.post("/v1/questions", json={"text": text, "meeting_id": self.meeting_id} | more))


def ok(response: httpx.Response) -> dict[str, Any]:
    assert response.is_success, response.text
    answer: dict[str, Any] = response.json()
    return answer


@contextmanager
def founded(cloud: Cloud) -> Iterator[Estate]:
    """Sign up an organisation, invite somebody, and let both do everything that leaves something behind."""
    word = "Tangerine" + "".join(choices(ascii_lowercase, k=8))  # noqa: S311 - to be unlike others
    with ExitStack() as opened:
        anybody = opened.enter_context(httpx.Client(base_url=cloud.url, trust_env=False, timeout=60))
        yield _founded(cloud, word, anybody, opened)


def _founded(cloud: Cloud, word: str, anybody: httpx.Client, opened: ExitStack) -> Estate:
    domain = f"{uuid4().hex[:12]}.example"
    wish = {"email": f"ada@{domain}", "name": f"Ada {word}", "organisation": f"{word} Mills"}
    ok(anybody.post("/v1/signup", json=wish))
    founder = ok(anybody.post("/v1/signup/verify", json={"code": code(cloud, f"ada@{domain}")}))
    owner, email = opened.enter_context(cloud.api(founder["api_key"])), f"ola@{domain}"
    ok(owner.post("/v1/invitations", json={"email": email, "role": "admin"}))
    accepted = {"code": code(cloud, email), "name": f"Ola {word}"}
    joined = ok(anybody.post("/v1/invitations/accept", json=accepted))
    colleague = opened.enter_context(cloud.api(joined["api_key"]))
    meeting = ended(owner, add(owner, body(TRANSCRIPT.format(word=word), title=f"{word} call"))["meeting_id"])
    estate = Estate(
        cloud=cloud,
        word=word,
        tenant=founder["tenant"],
        owner=owner,
        owner_key=founder["api_key"],
        person=joined["subject"],
        email=email,
        colleague=colleague,
        colleague_key=joined["api_key"],
        meeting_id=meeting["meeting_id"],
        run_id=_lived_in(owner, colleague, meeting["meeting_id"], domain, word),
    )
    _planted(estate)
    return estate


def _lived_in(owner: httpx.Client, colleague: httpx.Client, meeting_id: str, domain: str, word: str) -> str:
    ok(owner.put(f"/v1/organisation/domains/{domain}"))
    ok(owner.post("/v1/companies", json={"name": f"{word} Group", "aliases": []}))
    ok(owner.post("/v1/webhooks", json={"vendor": "github", "name": word, "secret": "s" * 40}))
    ok(owner.post("/v1/invitations", json={"email": f"guest@{domain}", "role": "viewer"}))
    for api in (owner, colleague):
        ok(api.post("/v1/keys", json={"name": word, "scopes": ["meetings:read"]}))
        ok(api.post("/v1/tickets"))
    ok(colleague.put("/v1/me", json={"name": f"Ola {word}", "role": "seller"}))
    asked = {"text": f"What does the {word} plan cost?", "meeting_id": meeting_id}
    run = ok(colleague.post("/v1/questions", json=asked, headers={"Idempotency-Key": "k1"}))
    assert "40 dollars" in run["answer"]
    said = {"verdict": "down", "comment": word, "correction": {"contract": "CUSTOMER_QUESTIONS"}}
    for api in (owner, colleague):
        ok(api.post(f"/v1/runs/{run['run_id']}/feedback", json=said))
    return str(run["run_id"])


def _planted(estate: Estate) -> None:
    """Put a row of a kind that is yet to come into every table but the logs, and all that operators make."""
    dynamodb = boto3.client("dynamodb", **options(estate.cloud.endpoint))
    for table in tables(estate.cloud):
        row = {"pk": {"S": f"TENANT#{estate.tenant}#PLANTED#{uuid4().hex}"}, "sk": {"S": "PLANTED"}}
        if table not in {estate.cloud.outputs[name] for name in ("AuditTable", "OutboxTable")}:
            dynamodb.put_item(TableName=table, Item=row | {"text": {"S": estate.word}})
    slack = {
        "pk": {"S": f"SLACK#T{uuid4().hex[:8]}"},
        "sk": {"S": "WORKSPACE"},
        "tenant": {"S": estate.tenant},
    }
    dynamodb.put_item(TableName=estate.cloud.outputs["IdentityTable"], Item=slack)
    connected = {"pk": {"S": "KNOWLEDGE#CONNECTED"}, "sk": {"S": estate.tenant}}
    dynamodb.put_item(TableName=estate.cloud.outputs["KnowledgeTable"], Item=connected)
    secrets = boto3.client("secretsmanager", **options(estate.cloud.endpoint))
    secrets.create_secret(Name=f"quarterdeck/airtable/{estate.tenant}", SecretString="{}")


def tables(cloud: Cloud) -> list[str]:
    return [name for key, name in cloud.outputs.items() if key.endswith("Table")]


def rows_with(cloud: Cloud, *words: str) -> list[tuple[str, str]]:
    """Return the rows of all tables that contain one of the words: each table's output, and the row as text."""
    dynamodb = boto3.client("dynamodb", **options(cloud.endpoint))
    every = [
        (key, json.dumps(row, default=str))
        for key, name in cloud.outputs.items()
        if key.endswith("Table")
        for row in scanned(dynamodb, name)
    ]
    return [(key, text) for key, text in every if any(word in text for word in words)]


def beyond_rows(cloud: Cloud, tenant: str) -> list[str]:
    """Return the tenant's objects in all versions, its passages and the names of its secrets."""
    secrets = boto3.client("secretsmanager", **options(cloud.endpoint))
    pages = secrets.get_paginator("list_secrets").paginate(IncludePlannedDeletion=True)
    named = [each["Name"] for page in pages for each in page["SecretList"] if tenant in each["Name"]]
    return [*bodies(cloud, tenant), *passages(cloud, tenant), *named]
