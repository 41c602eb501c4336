"""A request that changes something by a cookie comes from our own page with its session's token, or not at all."""

from itertools import product

import pytest

from quarterdeck.contexts.identity.access import Access, Door
from quarterdeck.contexts.identity.model import Caller
from quarterdeck.contexts.identity.permissions import Role, permissions_of
from quarterdeck.contexts.identity.sessions import csrf_token
from quarterdeck.kernel.errors import Forbidden
from quarterdeck.kernel.tenancy import tenant_id
from quarterdeck.rest.same_site import check_unforged

OURS = "https://quarterdeck.example"
TOKEN = csrf_token("secret")

SAFE = ("GET", "HEAD", "OPTIONS")
UNSAFE = ("POST", "PUT", "PATCH", "DELETE", "CONNECT", "TRACE", "post", "MERGE")

GOOD_ORIGINS: tuple[dict[str, str], ...] = (
    {"Origin": OURS},
    {"Referer": f"{OURS}/live/page"},
    {"Origin": OURS, "Sec-Fetch-Site": "same-origin"},
)
BAD_ORIGINS: tuple[dict[str, str], ...] = (
    {},
    {"Origin": "null"},
    {"Origin": ""},
    {"Origin": "https://attacker.example"},
    {"Origin": "http://quarterdeck.example"},
    {"Origin": f"{OURS}:8443"},
    {"Origin": f"{OURS}.attacker.example"},
    {"Origin": "https://app.quarterdeck.example"},
    {"Origin": f"{OURS}/"},
    {"Origin": f"{OURS}, https://attacker.example"},
    {"Origin": "https://attacker.example", "Referer": f"{OURS}/"},
    {"Referer": f"https://attacker.example/?{OURS}/"},
    {"Referer": f"{OURS}@attacker.example/"},
    {"Referer": "//[bad"},
    {"Origin": OURS, "Sec-Fetch-Site": "cross-site"},
    {"Origin": OURS, "Sec-Fetch-Site": "same-site"},
    {"Origin": OURS, "Sec-Fetch-Site": "none"},
)
BAD_TOKENS: tuple[dict[str, str], ...] = (
    {},
    *({"X-CSRF-Token": token} for token in ("", "x", csrf_token("another"), TOKEN.upper(), f"{TOKEN} ", "ß")),
)
GOOD_TOKEN = {"X-CSRF-Token": TOKEN}


def access(door: Door, csrf: str = "") -> Access:
    caller = Caller(tenant_id("acme"), "ola", Role.SELLER)
    return Access(caller, door, "c-1", permissions_of(Role.SELLER), csrf)


SESSION = access(Door.SESSION, TOKEN)


@pytest.mark.parametrize(("method", "origin"), [*product(UNSAFE, GOOD_ORIGINS)])
def test_our_own_page_with_its_token_is_let_through(method: str, origin: dict[str, str]) -> None:
    check_unforged(method, origin | GOOD_TOKEN, SESSION, OURS)


@pytest.mark.parametrize(
    ("method", "headers"),
    [
        (method, headers)
        for method in UNSAFE
        for headers in (
            *(origin | token for origin, token in product(BAD_ORIGINS, (GOOD_TOKEN, *BAD_TOKENS))),
            *(origin | token for origin, token in product(GOOD_ORIGINS, BAD_TOKENS)),
        )
    ],
)
def test_all_others_are_refused(method: str, headers: dict[str, str]) -> None:
    with pytest.raises(Forbidden):
        check_unforged(method, headers, SESSION, OURS)


def test_a_session_without_a_token_of_its_own_changes_nothing() -> None:
    with pytest.raises(Forbidden):
        check_unforged("POST", {"Origin": OURS, "X-CSRF-Token": ""}, access(Door.SESSION), OURS)


@pytest.mark.parametrize("method", SAFE)
def test_what_changes_nothing_needs_neither(method: str) -> None:
    check_unforged(method, {}, SESSION, OURS)


@pytest.mark.parametrize(("door", "method"), [*product((Door.KEY, Door.OIDC), UNSAFE)])
def test_keys_and_bearer_tokens_need_neither(door: Door, method: str) -> None:
    check_unforged(method, {}, access(door), OURS)
