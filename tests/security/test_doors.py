"""Attacks on the doors over HTTP: what is no credential, or is one no longer, opens nothing."""

import base64
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from infra.local.cloud import Cloud
from tests.support.oidc_provider import OidcProvider, SigningKey, SomeoneSignedIn
from tests.support.sockets import opened, receive, send, until_closed

SESSION = "__Host-qd_session"
LOGIN = "__Host-qd_login"


@dataclass(frozen=True)
class Browser:
    """A client with cookies of its own making, as it is of no use to us that it keeps the rules."""

    http: httpx.Client
    origin: str

    def ask(self, method: str, path: str, cookies: dict[str, str], **headers: str) -> httpx.Response:
        pairs = "; ".join(f"{name}={value}" for name, value in cookies.items())
        return self.http.request(method, path, headers={"Cookie": pairs} | headers)

    def begin(self, wished: str = "/") -> tuple[str, str]:
        """Return the secret of a new login, and where it leads."""
        answer = self.http.get("/auth/login", params={"next": wished})
        assert answer.status_code == 302
        return cookie(answer, LOGIN), answer.headers["Location"]

    def come_back(self, secret: str, query: dict[str, str], **cookies: str) -> httpx.Response:
        pairs = "; ".join(f"{name}={value}" for name, value in ({LOGIN: secret} | cookies).items())
        return self.http.post("/auth/callback", json=query, headers={"Cookie": pairs, "Origin": self.origin})


def cookie(answer: httpx.Response, name: str) -> str:
    (found,) = [each for each in answer.headers.get_list("Set-Cookie") if each.startswith(f"{name}=")]
    assert re.fullmatch(rf"{name}=[\w-]+; Max-Age=\d+; Path=/; HttpOnly; Secure; SameSite=Strict", found)
    return found.partition("=")[2].partition(";")[0]


def brought_back(url: str) -> dict[str, str]:
    answer = httpx.get(url, trust_env=False)
    query = parse_qs(urlsplit(answer.headers["Location"]).query)
    return {"state": query["state"][0], "code": query["code"][0]}


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


def csrf(browser: Browser, session: str) -> str:
    return str(browser.ask("GET", "/auth/csrf", {SESSION: session}).json()["csrf_token"])


def unforged(browser: Browser, session: str) -> dict[str, str]:
    return {"Origin": browser.origin, "X-CSRF-Token": csrf(browser, session)}


def test_a_session_opens_what_its_person_may(browser: Browser, session: str, person: str) -> None:
    assert browser.ask("GET", "/v1/me", {SESSION: session}).json()["subject"] == person


def test_the_way_back_shows_a_page_that_runs_one_script_and_repeats_nothing(browser: Browser) -> None:
    answer = browser.http.get(
        "/auth/callback", params={"code": "<script>alert(1)</script>", "state": "x", "error": "x"}
    )
    (script,) = re.findall(r"<script>(.*?)</script>", answer.text, re.DOTALL)
    hashed = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    policy = answer.headers["Content-Security-Policy"]
    assert f"script-src 'sha256-{hashed}';" in policy
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert "alert(1)" not in answer.text
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize(
    "wished", ["https://attacker.example", "//attacker.example", "/\\attacker.example", "javascript:x"]
)
def test_a_login_leads_nowhere_else(browser: Browser, wished: str) -> None:
    answer = browser.http.get("/auth/login", params={"next": wished})
    assert answer.status_code == 400
    assert "Location" not in answer.headers


def test_a_login_leads_to_the_page_that_was_wanted(browser: Browser, cloud: Cloud, person: str) -> None:  # noqa: ARG001
    secret, url = browser.begin("/meetings?x=1")
    assert browser.come_back(secret, brought_back(url)).json()["next"] == f"{cloud.url}/meetings?x=1"


def test_a_return_counts_once(browser: Browser, person: str) -> None:  # noqa: ARG001
    secret, url = browser.begin()
    query = brought_back(url)
    assert browser.come_back(secret, query).status_code == 200
    again = browser.come_back(secret, query)
    assert again.status_code == 401
    assert "Set-Cookie" not in again.headers


def test_a_return_in_another_browser_is_refused(browser: Browser, person: str) -> None:  # noqa: ARG001
    _, attackers = browser.begin()
    victims, _ = browser.begin()
    assert browser.come_back(victims, brought_back(attackers)).status_code == 401


def test_a_return_that_another_site_posts_is_refused(browser: Browser, person: str) -> None:  # noqa: ARG001
    secret, url = browser.begin()
    for headers in ({"Origin": "https://attacker.example"}, {}):
        answer = browser.http.post(
            "/auth/callback", json=brought_back(url), headers={"Cookie": f"{LOGIN}={secret}"} | headers
        )
        assert answer.status_code == 403


def test_a_planted_session_is_replaced_and_ended_by_the_login(browser: Browser, session: str) -> None:
    """Session fixation: the attacker's session in the victim's browser."""
    secret, url = browser.begin()
    answer = browser.come_back(secret, brought_back(url), **{SESSION: session})
    fresh = cookie(answer, SESSION)
    assert fresh != session
    assert browser.ask("GET", "/v1/me", {SESSION: session}).status_code == 401
    assert browser.ask("GET", "/v1/me", {SESSION: fresh}).status_code == 200


def test_a_stolen_session_is_worth_nothing_after_the_logout(browser: Browser, session: str) -> None:
    headers = unforged(browser, session)
    answer = browser.ask("POST", "/auth/logout", {SESSION: session}, **headers)
    assert answer.status_code == 200
    assert f"{SESSION}=; Max-Age=0" in answer.headers["Set-Cookie"]
    assert browser.ask("GET", "/v1/me", {SESSION: session}).status_code == 401
    assert browser.ask("POST", "/auth/logout", {SESSION: session}, **headers).status_code == 401


def test_a_socket_is_cut_off_once_its_session_has_ended(browser: Browser, session: str) -> None:
    headers = unforged(browser, session)
    made = browser.ask("POST", "/v1/tickets", {SESSION: session}, **headers)
    assert made.status_code == 201, made.text
    with opened(made.json()) as socket:
        send(socket, action="resume", id="r", run_id="run_none", after=0)
        assert receive(socket)["problem"]["status"] == 404
        assert browser.ask("POST", "/auth/logout", {SESSION: session}, **headers).status_code == 200
        send(socket, action="resume", id="r", run_id="run_none", after=0)
        assert {frame["problem"]["status"] for frame in until_closed(socket)} <= {401}


def test_all_sessions_end_at_once(browser: Browser, session: str) -> None:
    listed = browser.ask("GET", "/v1/sessions", {SESSION: session}).json()["sessions"]
    assert [each["current"] for each in listed].count(True) == 1
    answer = browser.ask("DELETE", "/v1/sessions", {SESSION: session}, **unforged(browser, session))
    assert answer.json()["ended"] >= len(listed)
    assert browser.ask("GET", "/v1/sessions", {SESSION: session}).status_code == 401


@pytest.mark.parametrize(
    ("method", "path"), [("PUT", "/v1/me"), ("POST", "/v1/keys"), ("DELETE", "/v1/sessions")]
)
@pytest.mark.parametrize(
    ("origin", "token"),
    [
        each
        for each in product(("ours", "theirs", "none"), ("ours", "another", "none"))
        if each != ("ours", "ours")
    ],
)
def test_a_cookie_alone_changes_nothing(
    browser: Browser, session: str, method: str, path: str, origin: str, token: str
) -> None:
    headers = {
        "ours": {"Origin": browser.origin},
        "theirs": {"Origin": "https://attacker.example"},
        "none": {},
    }[origin] | {
        "ours": {"X-CSRF-Token": csrf(browser, session)},
        "another": {"X-CSRF-Token": "0" * 64},
        "none": {},
    }[token]
    answer = browser.ask(method, path, {SESSION: session}, **headers)
    assert answer.status_code == 403, answer.text
    assert browser.ask("GET", "/v1/me", {SESSION: session}).status_code == 200


def test_our_own_page_may_change_what_its_person_may(browser: Browser, session: str) -> None:
    answer = browser.http.put(
        "/v1/me",
        json={"timezone": "Europe/Berlin"},
        headers={"Cookie": f"{SESSION}={session}"} | unforged(browser, session),
    )
    assert answer.json()["timezone"] == "Europe/Berlin"


def forged_tokens(oidc: OidcProvider) -> dict[str, str]:
    header, claims, _ = oidc.token().split(".")
    none = base64.urlsafe_b64encode(b'{"alg":"none","kid":"x"}').rstrip(b"=").decode()
    return {
        "none": f"{none}.{claims}.",
        "unsigned": f"{header}.{claims}.",
        "attacker's key": oidc.token(SigningKey.new(), {"kid": oidc.keys[0].kid}),
        "unknown key": oidc.token(SigningKey.new()),
        "expired": oidc.token(exp=1),
        "audience": oidc.token(aud="other"),
        "issuer": oidc.token(iss="https://attacker.example"),
        "large": oidc.token(padding="x" * 8192),
    }


def test_forged_bearer_tokens_are_refused_and_a_good_one_is_not(
    browser: Browser,
    oidc: OidcProvider,
    session: str,  # noqa: ARG001 - the person has signed in once
) -> None:
    refused = {
        name: browser.http.get("/v1/me", headers={"Authorization": f"Bearer {token}"}).status_code
        for name, token in forged_tokens(oidc).items()
    }
    assert refused == dict.fromkeys(refused, 401)
    for key in oidc.keys:
        good = browser.http.get("/v1/me", headers={"Authorization": f"Bearer {oidc.token(key)}"})
        assert good.status_code == 200, good.text


def test_two_credentials_are_one_too_many(browser: Browser, cloud: Cloud, session: str) -> None:
    key = f"Bearer {cloud.api_key}"
    assert browser.ask("GET", "/v1/me", {SESSION: session}, Authorization=key).status_code == 401


@pytest.mark.parametrize(
    "headers",
    [
        {"tenant": "acme", "role": "owner", "X-Subject": "owner"},
        {"X-Amzn-Authorizer": "{}", "principalId": "owner"},
        {"Authorization": "Bearer qd_0000000000000000_" + "0" * 43},
        {"Authorization": "Basic b3duZXI6b3duZXI="},
        {"Cookie": f"{SESSION}="},
        {"Cookie": f"{SESSION}=owner"},
        {"Cookie": f"{SESSION.lower()}=x; qd_session=x"},
    ],
)
def test_a_request_that_claims_to_be_somebody_is_nobody(browser: Browser, headers: dict[str, str]) -> None:
    assert browser.http.get("/v1/me", headers=headers).status_code == 401


def scoped(owner: httpx.Client, **wish: Any) -> dict[str, Any]:
    answer = owner.post("/v1/keys", json={"name": "scoped"} | wish)
    assert answer.status_code == 201, answer.text
    made: dict[str, Any] = answer.json()
    return made


def test_a_scoped_key_does_what_it_is_for_and_nothing_else(cloud: Cloud, owner: httpx.Client) -> None:
    made = scoped(owner, scopes=["meetings:read", "keys:manage"])
    with cloud.api(made["api_key"]) as api:
        assert api.get("/v1/meetings").status_code == 200
        assert api.get("/v1/runs").status_code == 403
        assert api.post("/v1/invitations", json={"email": "x@y.example", "role": "owner"}).status_code == 403
        wider = api.post("/v1/keys", json={"name": "wider", "scopes": ["data:erase"]})
        assert (wider.status_code, "data:erase" in wider.json()["detail"]) == (403, True)
        inherited = api.post("/v1/keys", json={"name": "inherited"})
        assert inherited.json()["scopes"] == ["keys:manage", "meetings:read"]


def test_a_revoked_key_is_refused_by_the_next_request(cloud: Cloud, owner: httpx.Client) -> None:
    made = scoped(owner, scopes=["meetings:read"])
    with cloud.api(made["api_key"]) as api:
        assert api.get("/v1/meetings").status_code == 200
        assert owner.delete(f"/v1/keys/{made['key_id']}").status_code == 200
        assert api.get("/v1/meetings").status_code == 401
    assert owner.delete(f"/v1/keys/{made['key_id']}").status_code == 404


@pytest.mark.parametrize(
    "wish",
    [
        {"scopes": ["everything:do"]},
        {"scopes": []},
        {"expires_at": "2020-01-01T00:00:00Z"},
        {"expires_at": "2030-01-01T00:00:00"},
        {"name": ""},
        {"subject": "somebody"},
        {"role": "owner"},
    ],
)
def test_a_wish_for_a_key_that_makes_no_sense_is_told_so(owner: httpx.Client, wish: dict[str, Any]) -> None:
    answer = owner.post("/v1/keys", json={"name": "x"} | wish)
    assert (answer.status_code, answer.json()["type"]) == (400, "urn:quarterdeck:InvalidInput")


def test_a_key_is_shown_once(owner: httpx.Client) -> None:
    made = scoped(owner, scopes=["meetings:read"])
    listed = owner.get("/v1/keys").json()["keys"]
    (same,) = [key for key in listed if key["key_id"] == made["key_id"]]
    assert made["api_key"].startswith(same["prefix"])
    assert made["api_key"][20:] not in str(listed)
