"""The deployed pool is an issuer that the deployed setting describes: its own tokens are good, changed ones are not."""

import boto3
import pytest

from infra.local import aws
from infra.local.cloud import Cloud
from quarterdeck.kernel.clock import SystemClock
from quarterdeck.kernel.errors import Unauthenticated
from quarterdeck.platform.oidc.model import Issuer, read_issuers
from quarterdeck.platform.oidc.provider import Provider
from quarterdeck.platform.oidc.verify import OidcTokens

EMAIL, PASSWORD = "ada@acme.example", "Correct-Horse-9-Battery"


@pytest.fixture(scope="module")
def issuer(cloud: Cloud) -> Issuer:
    """The pool as the authorizer is told of it."""
    functions = boto3.client("lambda", **aws.options(cloud.endpoint))
    listed = [f for page in functions.get_paginator("list_functions").paginate() for f in page["Functions"]]
    settings = [f.get("Environment", {}).get("Variables", {}) for f in listed]
    (told,) = {each["OIDC_ISSUERS"] for each in settings if "OIDC_ISSUERS" in each}
    return read_issuers(told)[-1]


@pytest.fixture(scope="module")
def signed_in(cloud: Cloud) -> dict[str, str]:
    """The tokens of a person of the pool."""
    pool, client = cloud.outputs["UserPoolId"], cloud.outputs["UserPoolClientId"]
    cognito = boto3.client("cognito-idp", **aws.options(cloud.endpoint))
    cognito.admin_create_user(
        UserPoolId=pool,
        Username=EMAIL,
        UserAttributes=[{"Name": "email", "Value": EMAIL}, {"Name": "email_verified", "Value": "true"}],
        MessageAction="SUPPRESS",
    )
    cognito.admin_set_user_password(UserPoolId=pool, Username=EMAIL, Password=PASSWORD, Permanent=True)
    answer = cognito.admin_initiate_auth(
        UserPoolId=pool,
        ClientId=client,
        AuthFlow="ADMIN_USER_PASSWORD_AUTH",
        AuthParameters={"USERNAME": EMAIL, "PASSWORD": PASSWORD},
    )
    result = answer["AuthenticationResult"]
    return {"access": result["AccessToken"], "id": result["IdToken"]}


@pytest.fixture(scope="module")
def tokens(issuer: Issuer) -> OidcTokens:
    return OidcTokens([Provider(issuer, SystemClock())], SystemClock())


def test_an_access_token_is_good_by_its_client(
    tokens: OidcTokens, signed_in: dict[str, str], issuer: Issuer
) -> None:
    claims = tokens.verify(signed_in["access"])
    assert (claims.issuer, claims.audiences) == (issuer.issuer, (issuer.client_id,))


def test_an_identity_token_says_whose_address_is_verified(
    tokens: OidcTokens, signed_in: dict[str, str]
) -> None:
    claims = tokens.verify(signed_in["id"])
    assert (claims.email, claims.email_verified) == (EMAIL, True)


@pytest.mark.parametrize("kind", ["access", "id"])
def test_a_changed_token_and_one_of_another_client_are_refused(
    tokens: OidcTokens, signed_in: dict[str, str], issuer: Issuer, kind: str
) -> None:
    head, said, signature = signed_in[kind].split(".")
    with pytest.raises(Unauthenticated):
        tokens.verify(f"{head}.{said[:-4]}AAAA.{signature}")
    other = OidcTokens(
        [Provider(Issuer(issuer.issuer, ("x",), "x", issuer.discovery), SystemClock())], SystemClock()
    )
    with pytest.raises(Unauthenticated, match="audience"):
        other.verify(signed_in[kind])
