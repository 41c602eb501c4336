"""An organisation's life over HTTP: signed up by mail, invited by mail, promoted, put out. And who can't get in."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cached_property
from uuid import uuid4

import httpx
import pytest

from infra.local.cloud import Cloud
from tests.e2e.mails import code, mails
from tests.e2e.meetings import until
from tests.e2e.tenants import key_of
from tests.e2e.test_events import Listener


@pytest.fixture
def domain() -> str:
    return f"{uuid4().hex[:12]}.example"


@dataclass
class Town:
    """The local cloud, as those see it who have a key of theirs, and those who have none."""

    cloud: Cloud
    open: ExitStack

    @cached_property
    def anybody(self) -> httpx.Client:
        return self.open.enter_context(httpx.Client(base_url=self.cloud.url, trust_env=False, timeout=60))

    def with_key(self, key: str) -> httpx.Client:
        return self.open.enter_context(self.cloud.api(key))

    def signed_up(self, email: str) -> httpx.Client:
        """Return the API for the owner of a new organisation."""
        wish = {"email": email, "name": "Ada Quill", "organisation": "Northwold"}
        assert self.anybody.post("/v1/signup", json=wish).status_code == 202
        verified = self.anybody.post("/v1/signup/verify", json={"code": code(self.cloud, email)})
        assert verified.status_code == 201
        return self.with_key(verified.json()["api_key"])

    def joined(self, owner: httpx.Client, email: str, role: str) -> tuple[str, httpx.Client]:
        """Return the subject of a new member, and the API for it."""
        assert owner.post("/v1/invitations", json={"email": email, "role": role}).status_code == 201
        said = {"code": code(self.cloud, email), "name": "Ola"}
        accepted = self.anybody.post("/v1/invitations/accept", json=said)
        assert accepted.status_code == 201
        return str(accepted.json()["subject"]), self.with_key(accepted.json()["api_key"])


@pytest.fixture
def town(cloud: Cloud) -> Iterator[Town]:
    with ExitStack() as opened:
        yield Town(cloud, opened)


def test_from_signup_to_deactivation(town: Town, domain: str) -> None:
    owner = town.signed_up(f"ada@{domain}")
    organisation = owner.get("/v1/organisation").json()
    assert (organisation["name"], organisation["claimed"]) == ("Northwold", True)
    subject, ola = town.joined(owner, f"ola@{domain}", "viewer")
    assert ola.get("/v1/me").json()["name"] == "Ola"
    assert {member["email"] for member in ola.get("/v1/members").json()["members"]} == {
        f"ada@{domain}",
        f"ola@{domain}",
    }
    changed = owner.put(f"/v1/members/{subject}/role", json={"role": "seller"})
    assert (changed.status_code, changed.json()["role"]) == (200, "seller")
    put_out = owner.post(f"/v1/members/{subject}/deactivate")
    assert (put_out.status_code, put_out.json()["status"]) == (200, "deactivated")
    assert owner.post(f"/v1/members/{subject}/reactivate").json()["status"] == "active"
    trail = owner.get("/v1/audit").json()["audit"]
    assert [each["action"] for each in trail] == [
        "members.reactivate",
        "members.deactivate",
        "members.change_role",
        "invitations.accept",
        "invitations.send",
        "signups.verify",
    ]
    assert {each["came_from"]["ip"] for each in trail} == {"127.0.0.1"}


def test_an_owner_allows_the_own_domain(town: Town, domain: str) -> None:
    owner = town.signed_up(f"ada@{domain}")
    assert owner.put(f"/v1/organisation/domains/{domain}").json()["domains"] == [domain]
    assert owner.put("/v1/organisation/domains/gmail.com").status_code == 400
    assert owner.put("/v1/organisation/domains/bigger.example").status_code == 403
    assert owner.delete(f"/v1/organisation/domains/{domain}").json()["domains"] == []


def test_an_agent_of_the_operator_opens_an_account_that_its_customer_claims(town: Town, domain: str) -> None:
    listener = Listener(town.cloud, "auth_events")
    key = key_of(town.cloud, f"operator-{domain[:6]}", operates=True)
    account = {"email": f"cai@{domain}", "name": "Cai Brass", "organisation": "Brasswick"}
    opened = town.with_key(key).post("/v1/organisations", json=account)
    assert (opened.status_code, opened.json()["claimed"]) == (201, False)
    claimed = town.anybody.post(
        "/v1/invitations/accept", json={"code": code(town.cloud, f"cai@{domain}")}
    ).json()
    assert (claimed["tenant"], claimed["role"]) == (opened.json()["tenant"], "owner")
    until(lambda: bool(listener.of("assisted_account_claimed", claimed["subject"])), "the event of the claim")
    stranger = town.signed_up(f"ada@{domain}")
    assert stranger.post("/v1/organisations", json=account).status_code == 403


def test_a_signup_tells_nobody_whether_the_address_is_known(town: Town, domain: str) -> None:
    town.signed_up(f"ada@{domain}")
    answers = [
        town.anybody.post("/v1/signup", json={"email": email, "name": "M", "organisation": "M"})
        for email in (f"ada@{domain}", f"ada@{domain}", f"nobody@{domain}")
    ]
    assert {(answer.status_code, answer.text) for answer in answers} == {
        (answers[0].status_code, answers[0].text)
    }
    private = town.anybody.post(
        "/v1/signup", json={"email": "ada@gmail.com", "name": "M", "organisation": "M"}
    )
    assert (private.status_code, private.json()["field"]) == (400, "email")


def test_every_code_that_opens_nothing_gets_the_same_answer(town: Town, domain: str) -> None:
    owner = town.signed_up(f"ada@{domain}")
    used = code(town.cloud, f"ada@{domain}")
    town.joined(owner, f"ola@{domain}", "viewer")
    for route, codes in {
        "/v1/signup/verify": (used, used[:-1], "guess", "a" * 43),
        "/v1/invitations/accept": (code(town.cloud, f"ola@{domain}"), used, "guess", "a" * 43),
    }.items():
        answers = {town.anybody.post(route, json={"code": each}).text for each in codes}
        assert len(answers) == 1
        assert '"status":404' in answers.pop().replace(" ", "")


def test_who_may_not_manage_people_does_not(town: Town, domain: str) -> None:
    owner = town.signed_up(f"ada@{domain}")
    _, seller = town.joined(owner, f"ola@{domain}", "seller")
    subject, admin = town.joined(owner, f"kim@{domain}", "admin")
    refused = [
        seller.post("/v1/invitations", json={"email": f"mal@{domain}", "role": "viewer"}),
        seller.get("/v1/invitations"),
        seller.put(f"/v1/members/{subject}/role", json={"role": "viewer"}),
        seller.post(f"/v1/members/{subject}/deactivate"),
        admin.post("/v1/invitations", json={"email": f"mal@{domain}", "role": "owner"}),
        admin.put(f"/v1/members/{subject}/role", json={"role": "owner"}),
        admin.put(f"/v1/organisation/domains/{domain}"),
    ]
    assert [answer.status_code for answer in refused] == [403] * len(refused)
    assert mails(town.cloud, f"mal@{domain}") == []


def test_one_organisation_reaches_nobody_of_another(town: Town, domain: str) -> None:
    owner = town.signed_up(f"ada@{domain}")
    subject, _ = town.joined(owner, f"ola@{domain}", "viewer")
    other = town.signed_up(f"bea@{domain}")
    missing = [
        other.put(f"/v1/members/{subject}/role", json={"role": "admin"}),
        other.post(f"/v1/members/{subject}/deactivate"),
        other.post(f"/v1/invitations/{subject}/send"),
        other.delete(f"/v1/invitations/{subject}"),
    ]
    assert [answer.status_code for answer in missing] == [404] * len(missing)


def test_nobody_comes_in_without_a_key(town: Town) -> None:
    for method, path in (("GET", "/v1/members"), ("POST", "/v1/invitations"), ("GET", "/v1/organisation")):
        assert town.anybody.request(method, path).status_code == 401
