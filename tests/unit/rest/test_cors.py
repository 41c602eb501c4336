"""An origin is let in by its exact text; no variant of it is, and nobody is by a wildcard."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infra.cdk.origins import read_origins
from quarterdeck.rest.cors import cors_headers, preflight_headers

ALLOWED = "https://app.example.com"
ORIGINS = frozenset({ALLOWED, "https://other.example.com:8443"})
VARIANTS = [
    None,
    "",
    "*",
    "null",
    "http://app.example.com",
    "https://app.example.com/",
    "https://app.example.com:443",
    "https://app.example.com:8443",
    "https://other.example.com",
    "https://App.Example.com",
    "HTTPS://app.example.com",
    "https://app.example.com.attacker.example",
    "https://attacker.example/app.example.com",
    "https://attacker-app.example.com",
    "https://sub.app.example.com",
    "https://example.com",
    "https://app.example.co",
    "https://appxexample.com",
    "https://app.example.com@attacker.example",
    "https://app.example.com https://attacker.example",
    "https://app.example.com,https://attacker.example",
    " https://app.example.com",
    "https://app.example.com\r\nSet-Cookie: a=b",
    "https://app.example.com\x00",
    "https://аpp.example.com",
]


def test_a_listed_origin_is_let_in_with_its_credentials() -> None:
    said = cors_headers(ALLOWED, ORIGINS)
    assert said["Access-Control-Allow-Origin"] == ALLOWED
    assert said["Access-Control-Allow-Credentials"] == "true"
    assert said["Vary"] == "Origin"


@pytest.mark.parametrize("origin", VARIANTS)
def test_no_variant_of_it_is(origin: str | None) -> None:
    assert cors_headers(origin, ORIGINS) == {"Vary": "Origin"}
    assert preflight_headers({"origin": origin} if origin is not None else {}, ORIGINS) == {"Vary": "Origin"}


@given(st.text())
def test_what_is_said_is_a_listed_origin_or_nothing(origin: str) -> None:
    said = cors_headers(origin, ORIGINS)
    assert said.get("Access-Control-Allow-Origin", ALLOWED) in ORIGINS
    assert ("Access-Control-Allow-Credentials" in said) == (origin in ORIGINS)


def test_nobody_is_let_in_where_none_is_listed() -> None:
    assert cors_headers(ALLOWED, frozenset()) == {"Vary": "Origin"}


def test_a_preflight_names_what_may_be_sent_and_never_everything() -> None:
    said = preflight_headers({"origin": ALLOWED}, ORIGINS)
    assert "DELETE" in said["Access-Control-Allow-Methods"]
    assert "Idempotency-Key" in said["Access-Control-Allow-Headers"]
    assert "*" not in "".join(said.values())


def test_an_operators_list_is_read() -> None:
    assert read_origins("https://app.example.com, https://other.example.com:8443") == (
        "https://app.example.com",
        "https://other.example.com:8443",
    )
    assert read_origins(None) == read_origins("") == ()


@pytest.mark.parametrize(
    "listed",
    [
        "*",
        "null",
        "http://app.example.com",
        "https://*.example.com",
        "https://app.example.com/",
        "https://app.example.com:443",
        "https://App.example.com",
        "https://app.example.com@attacker.example",
        "app.example.com",
        "https://app.example.com https://other.example.com",
    ],
)
def test_what_no_browser_sends_is_refused_before_it_is_deployed(listed: str) -> None:
    with pytest.raises(ValueError, match="cors_origins"):
        read_origins(f"https://fine.example.com,{listed}")
