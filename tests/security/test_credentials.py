"""What is no credential, or one too many, opens nothing."""

import base64

import pytest

from infra.local.cloud import Cloud
from tests.security.browser import SESSION, Browser
from tests.support.oidc_provider import OidcProvider, SigningKey


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
