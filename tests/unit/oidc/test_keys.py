"""An issuer's keys are kept, rotated, and asked for no more often than is civil; an outage is survived for a day."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from quarterdeck.kernel.errors import Unauthenticated, Unavailable
from quarterdeck.platform.oidc.fetching import MOST_BYTES, get_json
from quarterdeck.platform.oidc.keys import read_keys
from quarterdeck.platform.oidc.model import Issuer
from quarterdeck.platform.oidc.provider import Provider
from quarterdeck.platform.oidc.remembered import FRESH_SECONDS, PAUSE_SECONDS, STALE_SECONDS
from quarterdeck.platform.oidc.verify import OidcTokens
from tests.support.clocks import StillClock
from tests.support.loopback import Fault
from tests.support.oidc_provider import API, CLIENT, OidcProvider, SigningKey

DOWN = Fault(status=503, body="down")
FOR_LONG = 2 * STALE_SECONDS


@pytest.fixture
def clock() -> StillClock:
    return StillClock(datetime.now(UTC))


@pytest.fixture
def provider() -> Iterator[OidcProvider]:
    with OidcProvider() as running:
        yield running


@pytest.fixture
def tokens(provider: OidcProvider, clock: StillClock) -> OidcTokens:
    return OidcTokens([Provider(Issuer(provider.issuer, (API,), CLIENT), clock)], clock)


def lasting(provider: OidcProvider, clock: StillClock, key: SigningKey | None = None) -> str:
    return provider.token(key, exp=clock.now().timestamp() + FOR_LONG)


def test_the_keys_are_asked_for_once_while_they_are_fresh(
    provider: OidcProvider, tokens: OidcTokens, clock: StillClock
) -> None:
    for _ in range(20):
        tokens.verify(lasting(provider, clock))
        clock.move(FRESH_SECONDS / 21)
    assert provider.asked_for("/jwks") == 1


def test_a_new_key_is_found_at_its_first_use(
    provider: OidcProvider, tokens: OidcTokens, clock: StillClock
) -> None:
    tokens.verify(lasting(provider, clock))
    clock.move(PAUSE_SECONDS)
    fresh = provider.rotate("ES256")
    tokens.verify(lasting(provider, clock, fresh))


def test_a_withdrawn_key_is_no_longer_good_once_the_known_ones_are_old(
    provider: OidcProvider, tokens: OidcTokens, clock: StillClock
) -> None:
    withdrawn = provider.keys[0]
    stolen = lasting(provider, clock, withdrawn)
    tokens.verify(stolen)
    provider.rotate()
    clock.move(FRESH_SECONDS)
    with pytest.raises(Unauthenticated, match="no such key"):
        tokens.verify(stolen)


def test_a_flood_of_unknown_keys_costs_the_issuer_one_question_in_half_a_minute(
    provider: OidcProvider, tokens: OidcTokens, clock: StillClock
) -> None:
    tokens.verify(lasting(provider, clock))
    clock.move(PAUSE_SECONDS)
    forged = provider.token(SigningKey.new())
    for _ in range(300):
        with pytest.raises(Unauthenticated):
            tokens.verify(forged)
        clock.move(PAUSE_SECONDS / 301)
    assert provider.asked_for("/jwks") == 2


def test_the_known_keys_stay_good_for_a_day_of_an_issuers_outage(
    provider: OidcProvider, tokens: OidcTokens, clock: StillClock
) -> None:
    token = lasting(provider, clock)
    tokens.verify(token)
    provider.fail("/jwks", DOWN, times=100)
    clock.move(STALE_SECONDS - 1)
    assert tokens.verify(token).subject == "p-1"
    clock.move(1)
    with pytest.raises(Unavailable):
        tokens.verify(token)


def test_an_issuer_that_publishes_no_usable_key_vouches_for_nobody(
    provider: OidcProvider, tokens: OidcTokens, clock: StillClock
) -> None:
    token = lasting(provider, clock)
    provider.keys = []
    with pytest.raises(Unauthenticated, match="no such key"):
        tokens.verify(token)


def test_an_issuer_that_was_never_reached_is_tried_again_after_a_pause(
    provider: OidcProvider, tokens: OidcTokens, clock: StillClock
) -> None:
    provider.fail("/.well-known/openid-configuration", DOWN)
    for _ in range(2):
        with pytest.raises(Unavailable):
            tokens.verify(lasting(provider, clock))
    assert provider.asked_for("/.well-known/openid-configuration") == 1
    clock.move(PAUSE_SECONDS)
    tokens.verify(lasting(provider, clock))


@pytest.mark.parametrize(
    "fault",
    [
        DOWN,
        Fault(body="not JSON"),
        Fault(body="[]"),
        Fault(cut=True),
        Fault(body="{" + '"a":"' + "x" * MOST_BYTES + '"}'),
        Fault(status=302, body="{}", headers={"Location": "https://attacker.example/jwks"}),
    ],
)
def test_an_answer_that_is_no_document_is_an_outage(provider: OidcProvider, fault: Fault) -> None:
    provider.fail("/jwks", fault)
    with pytest.raises(Unavailable):
        get_json(f"{provider.origin}/jwks")


def test_a_description_of_another_issuer_is_not_believed(provider: OidcProvider, clock: StillClock) -> None:
    liar = Issuer(
        "https://bank.example", (API,), CLIENT, f"{provider.origin}/.well-known/openid-configuration"
    )
    with pytest.raises(Unavailable):
        Provider(liar, clock).key("any")


def test_keys_are_not_fetched_without_encryption_from_elsewhere() -> None:
    with pytest.raises(Unavailable, match="not https"):
        get_json("http://issuer.example/jwks")


def test_only_public_keys_for_signatures_of_good_length_are_keys() -> None:
    good = SigningKey.new()
    listed = [
        good.jwk,
        good.jwk | {"kid": "enc", "use": "enc"},
        good.jwk | {"kid": "hs", "alg": "HS256"},
        {"kty": "oct", "kid": "oct", "k": "c2VjcmV0", "alg": "HS256"},
        SigningKey.new(bits=1024).jwk,
        {name: value for name, value in good.jwk.items() if name != "kid"},
        {"kty": "RSA", "kid": "broken", "n": "!", "e": "AQAB"},
        "no object",
    ]
    assert set(read_keys({"keys": listed})) == {good.kid}
    assert read_keys({"keys": None}) == read_keys({}) == {}
