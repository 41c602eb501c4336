"""Forged, stolen and stale tokens are refused, whatever they claim: none of the list gets through."""

import base64
import hashlib
import hmac
import json
import time
from collections.abc import Callable, Iterator
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives import serialization
from hypothesis import given
from hypothesis import strategies as st

from quarterdeck.kernel.clock import SystemClock
from quarterdeck.kernel.errors import Unauthenticated
from quarterdeck.platform.oidc.model import Issuer
from quarterdeck.platform.oidc.provider import Provider
from quarterdeck.platform.oidc.verify import OidcTokens
from tests.support.oidc_provider import API, CLIENT, OidcProvider, SigningKey


@pytest.fixture(scope="module")
def provider() -> Iterator[OidcProvider]:
    with OidcProvider() as running:
        yield running


@pytest.fixture(scope="module")
def tokens(provider: OidcProvider) -> OidcTokens:
    issuer = Issuer(provider.issuer, (CLIENT, API), CLIENT)
    return OidcTokens([Provider(issuer, SystemClock())], SystemClock())


def encoded(part: object) -> str:
    text = part if isinstance(part, bytes) else json.dumps(part).encode()
    return base64.urlsafe_b64encode(text).rstrip(b"=").decode()


def unsigned(provider: OidcProvider, alg: object) -> str:
    return f"{encoded({'alg': alg, 'typ': 'JWT', 'kid': provider.keys[0].kid})}.{encoded(provider.claims())}."


def confused(provider: OidcProvider, form: serialization.PublicFormat) -> str:
    """Sign with the published key as if it were a shared secret."""
    public = provider.keys[0].private.public_key()
    pem = public.public_bytes(serialization.Encoding.PEM, form)
    head = encoded({"alg": "HS256", "typ": "JWT", "kid": provider.keys[0].kid})
    signed = f"{head}.{encoded(provider.claims())}"
    return f"{signed}.{encoded(hmac.new(pem, signed.encode(), hashlib.sha256).digest())}"


def own_key(provider: OidcProvider, **headers: Any) -> str:
    """Sign with a key of the attacker, and offer it in the header."""
    key = SigningKey.new()
    return provider.token(key, {"kid": provider.keys[0].kid, "jwk": key.jwk, **headers})


def changed_after_signing(provider: OidcProvider) -> str:
    head, _, signature = provider.token().split(".")
    return f"{head}.{encoded(provider.claims(sub='owner'))}.{signature}"


def other_algorithm(provider: OidcProvider) -> str:
    key = provider.keys[0]
    return jwt.encode(provider.claims(), key.private, algorithm="PS256", headers={"kid": key.kid})


def zero_signature(provider: OidcProvider) -> str:
    """The all-zero ECDSA signature that careless verifiers take (CVE-2022-21449)."""
    head = encoded({"alg": "ES256", "typ": "JWT", "kid": provider.keys[1].kid})
    return f"{head}.{encoded(provider.claims())}.{encoded(bytes(64))}"


def without_key_id(provider: OidcProvider) -> str:
    return jwt.encode(provider.claims(), provider.keys[0].private, algorithm="RS256")


def at(seconds: float) -> int:
    return int(time.time() + seconds)


Forgery = Callable[[OidcProvider], str]

FORGERIES: dict[str, Forgery] = {
    "alg none": lambda p: unsigned(p, "none"),
    "alg None": lambda p: unsigned(p, "None"),
    "alg NONE": lambda p: unsigned(p, "NONE"),
    "alg empty": lambda p: unsigned(p, ""),
    "alg a list": lambda p: unsigned(p, ["RS256"]),
    "alg missing": lambda p: f"{encoded({'kid': p.keys[0].kid})}.{encoded(p.claims())}.",
    "HS256 with the public key": lambda p: confused(p, serialization.PublicFormat.SubjectPublicKeyInfo),
    "HS256 with the public key in PKCS1": lambda p: confused(p, serialization.PublicFormat.PKCS1),
    "another algorithm than the key's": other_algorithm,
    "RS256 by the name of an EC key": lambda p: p.token(p.keys[0], {"kid": p.keys[1].kid}),
    "a key of the attacker under our id": lambda p: p.token(SigningKey.new(), {"kid": p.keys[0].kid}),
    "a key of the attacker in jwk": own_key,
    "a key of the attacker at jku": lambda p: own_key(p, jku="https://attacker.example/jwks"),
    "a key of the attacker at x5u": lambda p: own_key(p, x5u="https://attacker.example/cert"),
    "an unknown key": lambda p: p.token(SigningKey.new()),
    "no key id": without_key_id,
    "an empty key id": lambda p: p.token(headers={"kid": ""}),
    "a path for a key id": lambda p: p.token(headers={"kid": "../../../../dev/null"}),
    "a query for a key id": lambda p: p.token(headers={"kid": "' OR 1=1 --"}),
    "no signature": lambda p: p.token().rpartition(".")[0] + ".",
    "a signature of zeros": zero_signature,
    "claims changed after signing": changed_after_signing,
    "critical extensions": lambda p: p.token(headers={"crit": ["exp"]}),
    "an unencoded payload": lambda p: p.token(headers={"b64": False, "crit": ["b64"]}),
    "a logout token by its type": lambda p: p.token(headers={"typ": "logout+jwt"}),
    "a logout token by its events": lambda p: p.token(
        events={"http://schemas.openid.net/event/backchannel-logout": {}}
    ),
    "another issuer": lambda p: p.token(iss="https://attacker.example"),
    "our issuer with a slash": lambda p: p.token(iss=f"{p.issuer}/"),
    "our issuer in other letters": lambda p: p.token(iss=p.issuer.upper()),
    "no issuer": lambda p: p.token(iss=None),
    "a list of issuers": lambda p: p.token(iss=[p.issuer]),
    "another audience": lambda p: p.token(aud="https://other.example"),
    "no audience": lambda p: p.token(aud=None),
    "a part of our audience": lambda p: p.token(aud=API[:-1]),
    "no audience, in a list": lambda p: p.token(aud=[]),
    "an audience that is a list in a list": lambda p: p.token(aud=[[API]]),
    "an audience in an object": lambda p: p.token(aud={API: True}),
    "several audiences without a client": lambda p: p.token(aud=[API, "https://other.example"]),
    "several audiences, given to another": lambda p: p.token(aud=[API, "x"], azp="another-client"),
    "our audience, given to another client": lambda p: p.token(azp="another-client"),
    "Cognito's access token of another client": lambda p: p.token(
        aud=None, token_use="access", client_id="x"
    ),
    "a client id in place of an audience": lambda p: p.token(aud=None, client_id=CLIENT),
    "expired beyond the leeway": lambda p: p.token(exp=at(-61)),
    "no expiry": lambda p: p.token(exp=None),
    "an expiry in words": lambda p: p.token(exp="tomorrow"),
    "an expiry that is true": lambda p: p.token(exp=True),
    "an expiry that is no number": lambda p: p.token(exp=float("nan")),
    "an expiry that never comes": lambda p: p.token(exp=float("inf")),
    "not valid before long": lambda p: p.token(nbf=at(120)),
    "issued in the future": lambda p: p.token(iat=at(120)),
    "no subject": lambda p: p.token(sub=None),
    "an empty subject": lambda p: p.token(sub=""),
    "a subject that is no text": lambda p: p.token(sub={"id": "owner"}),
    "longer than 8 KB": lambda p: p.token(padding="x" * 8192),
    "nothing": lambda _: "",
    "two dots": lambda _: "..",
    "no base64": lambda _: "a.b.c",
    "no JSON": lambda p: f"{encoded(b'not JSON')}.{encoded(p.claims())}.{encoded(b'x')}",
    "a header that is a list": lambda p: f"{encoded([1])}.{encoded(p.claims())}.{encoded(b'x')}",
    "claims that are a list": lambda p: f"{p.token().split('.')[0]}.{encoded([1])}.{encoded(b'x')}",
    "nested beyond all bounds": lambda p: f"{p.token().split('.')[0]}.{encoded(b'[' * 4000)}.{encoded(b'x')}",
    "letters of other scripts": lambda p: p.token().replace("e", "е"),
    "five parts, as encrypted ones": lambda p: f"{p.token()}.a.b",
}


@pytest.mark.parametrize("name", FORGERIES)
def test_a_forged_token_is_refused(provider: OidcProvider, tokens: OidcTokens, name: str) -> None:
    with pytest.raises(Unauthenticated):
        tokens.verify(FORGERIES[name](provider))


@pytest.mark.parametrize("index", [0, 1])
def test_a_good_token_of_either_kind_of_key_is_taken(
    provider: OidcProvider, tokens: OidcTokens, index: int
) -> None:
    """Without this, the list above would pass where everything is refused."""
    claims = tokens.verify(provider.token(provider.keys[index]))
    assert (claims.issuer, claims.subject) == (provider.issuer, "p-1")


@pytest.mark.parametrize(
    "said",
    [
        lambda: {"aud": CLIENT},
        lambda: {"aud": [API]},
        lambda: {"aud": [API, CLIENT], "azp": CLIENT},
        lambda: {"aud": None, "token_use": "access", "client_id": CLIENT},
        lambda: {"exp": at(-30)},
        lambda: {"nbf": at(30), "iat": at(30)},
    ],
)
def test_what_is_good_in_other_ways_is_taken(
    provider: OidcProvider, tokens: OidcTokens, said: Callable[[], dict[str, Any]]
) -> None:
    assert tokens.verify(provider.token(**said())).subject == "p-1"


def test_addresses_count_as_verified_only_where_the_issuer_says_so(
    provider: OidcProvider, tokens: OidcTokens
) -> None:
    for value, is_verified in [
        (True, True),
        ("true", True),
        (False, False),
        ("yes", False),
        ([], False),
        (None, False),
    ]:
        claims = tokens.verify(provider.token(email="ola@acme.example", email_verified=value))
        assert claims.email_verified is is_verified


@given(st.binary(max_size=300))
def test_rubbish_is_refused_and_nothing_breaks(rubbish: bytes) -> None:
    checker = OidcTokens([], SystemClock())
    with pytest.raises(Unauthenticated):
        checker.verify(rubbish.decode("latin-1"))


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(max_size=5), st.lists, max_leaves=5))
def test_any_value_of_a_claim_is_taken_or_refused(value: object) -> None:
    checker = OidcTokens([Provider(Issuer("https://i.example", (API,)), SystemClock())], SystemClock())
    header = {"alg": value, "kid": value, "typ": value}
    with pytest.raises(Unauthenticated):
        checker.verify(f"{encoded(header)}.{encoded({'iss': 'https://i.example'})}.{encoded(b'x')}")
