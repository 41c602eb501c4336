"""Two tenants of one local cloud that enforces roles. One's id begins the other's, which no prefix may confuse."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import boto3
import httpx
import pytest

from infra.local.aws import options
from infra.local.cloud import Cloud
from quarterdeck.contexts.identity.model import Session
from quarterdeck.kernel.codec import dump
from quarterdeck.kernel.tenancy import tenant_id
from tests.e2e.meetings import add, body, ended, until
from tests.e2e.tenants import key_of
from tests.security.browser import SESSION, Browser, brought_back, cookie
from tests.support.oidc_provider import OidcProvider, SomeoneSignedIn

OWNER, OTHER = "lantern-two", "lantern"
SECRETLY = "Marmalade"
"""A word that only the owner's things contain."""

DOMAIN = f"{OWNER}.example"
INVITED = f"guest@{DOMAIN}"

TRANSCRIPT = f"""\
Ada Quill: What does the {SECRETLY} plan cost?
Bo Finch: The {SECRETLY} plan costs 40 dollars a month. I will send the {SECRETLY} contract by Friday.
"""


@dataclass(frozen=True, slots=True)
class Tenants:
    """The owner's and the other's client of the API, and the ids of what the owner has."""

    cloud: Cloud
    owner: httpx.Client
    other: httpx.Client
    ids: dict[str, str]


@pytest.fixture(scope="session")
def tenants(cloud: Cloud) -> Iterator[Tenants]:
    """The tenants, once the owner has a meeting, a run that is rated, a company, a profile and a finished question."""
    keys = [key_of(cloud, tenant) for tenant in (OWNER, OTHER)]
    with cloud.api(keys[0]) as owner, cloud.api(keys[1]) as other:
        yield Tenants(cloud, owner, other, _things(owner) | {"session_id": _session(cloud)})


@pytest.fixture(scope="module")
def browser(cloud: Cloud) -> Iterator[Browser]:
    parts = urlsplit(cloud.url)
    with httpx.Client(base_url=cloud.url, trust_env=False, timeout=60) as http:
        yield Browser(http, f"{parts.scheme}://{parts.netloc}")


@pytest.fixture(scope="module")
def owner(cloud: Cloud) -> Iterator[httpx.Client]:
    with cloud.api() as api:
        yield api


@pytest.fixture(scope="module")
def person(oidc: OidcProvider, owner: httpx.Client) -> str:
    """The owner of the demo's organisation, who is known to the provider by address."""
    me = next(m for m in owner.get("/v1/members").json()["members"] if m["subject"] == "owner")
    oidc.person = SomeoneSignedIn("demo-owner", me["email"])
    return str(me["subject"])


@pytest.fixture
def session(browser: Browser, person: str) -> str:  # noqa: ARG001 - who signs in
    """The secret of a new session."""
    secret, url = browser.begin()
    answer = browser.come_back(secret, brought_back(url))
    assert answer.status_code == 200, answer.text
    return cookie(answer, SESSION)


def _things(owner: httpx.Client) -> dict[str, str]:
    meeting = ended(owner, add(owner, body(TRANSCRIPT, title=f"{SECRETLY} call"))["meeting_id"])
    _ok(owner.post("/v1/companies", json={"name": f"{SECRETLY} Mills", "aliases": []}))
    _ok(owner.put("/v1/me", json={"name": SECRETLY}))
    run = _ok(owner.post("/v1/questions", json=question(meeting["meeting_id"])))
    assert SECRETLY in run["answer"]
    correction = {"contract": "CUSTOMER_QUESTIONS", "text": SECRETLY}
    said = {"verdict": "down", "comment": SECRETLY, "correction": correction}
    _ok(owner.post(f"/v1/runs/{run['run_id']}/feedback", json=said))
    _ok(owner.put(f"/v1/organisation/domains/{DOMAIN}"))
    wish = {"name": SECRETLY, "scopes": ["meetings:read"]}
    hook = {"vendor": "github", "name": SECRETLY, "secret": "s" * 40}
    return {
        "erasure_id": _erased(owner),
        "export_id": _exported(owner),
        "run_id": run["run_id"],
        "meeting_id": meeting["meeting_id"],
        "conversation_id": run["conversation_id"],
        "key_id": _ok(owner.post("/v1/keys", json=wish))["key_id"],
        "subject": _ok(owner.post("/v1/invitations", json={"email": INVITED, "role": "viewer"}))["subject"],
        "webhook_id": _ok(owner.post("/v1/webhooks", json=hook))["id"],
    }


def _erased(owner: httpx.Client) -> str:
    """Return the id of an erasure that is done: that of another meeting."""
    meeting = ended(owner, add(owner, body(TRANSCRIPT, title="Another"))["meeting_id"])
    begun = _ok(owner.delete(f"/v1/meetings/{meeting['meeting_id']}"))["erasure_id"]
    until(lambda: _ok(owner.get(f"/v1/erasures/{begun}"))["status"] == "done", "the erasure")
    return str(begun)


def _exported(owner: httpx.Client) -> str:
    """Return the id of an export that is done: that of everything."""
    begun = _ok(owner.post("/v1/exports", json={"kind": "tenant"}))["export_id"]
    until(lambda: _ok(owner.get(f"/v1/exports/{begun}"))["status"] == "done", "the export")
    return str(begun)


def _session(cloud: Cloud) -> str:
    """Let the owner be signed in on the web, without a provider, and return the session's id."""
    now, session_id = datetime.now(UTC), "ses_01M89ZZW3NHF2CJ1BRZMHJ9A75"
    begun = Session(session_id, tenant_id(OWNER), "owner", "0" * 64, now, now + timedelta(days=7))
    item: dict[str, Any] = {
        "pk": f"TENANT#{OWNER}#SESSION#owner",
        "sk": session_id,
        "session": json.dumps(dump(begun)),
        "expires": int(begun.expires_at.timestamp()),
    }
    boto3.resource("dynamodb", **options(cloud.endpoint)).Table(cloud.outputs["IdentityTable"]).put_item(
        Item=item
    )
    return session_id


def question(meeting_id: str) -> dict[str, str]:
    return {"text": f"What does the {SECRETLY} plan cost?", "meeting_id": meeting_id}


def _ok(response: httpx.Response) -> dict[str, Any]:
    assert response.is_success, response.text
    answer: dict[str, Any] = response.json()
    return answer
