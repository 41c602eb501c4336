"""A login is one browser's and one attempt's; what it brings back counts once, and leads to a path of ours."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from quarterdeck.contexts.identity import sessions
from quarterdeck.contexts.identity.doors import Presented
from quarterdeck.contexts.identity.login import Begun, Entered, Login, Returned
from quarterdeck.contexts.identity.permissions import Role
from quarterdeck.kernel.errors import Forbidden, InvalidInput, Unauthenticated
from tests.integration.doors.conftest import World
from tests.support.oidc_provider import API, SigningKey, SomeoneSignedIn

BASE = "https://quarterdeck.example/live"


@pytest.fixture
def login(world: World) -> Iterator[Login]:
    world.oidc.person = SomeoneSignedIn(f"p-{world.tenant}", world.address(Role.SELLER))
    yield Login(world.provider, world.tokens, BASE, world.clock)
    world.oidc.overrides.clear()


def signed_in(begun: Begun) -> tuple[str, str]:
    """Do what the browser does at the provider, and return the state and the code that it brings back."""
    answer = httpx.get(begun.url, trust_env=False)
    assert answer.headers["Location"].startswith(f"{BASE}/auth/callback?")
    query = parse_qs(urlsplit(answer.headers["Location"]).query)
    return query["state"][0], query["code"][0]


def finished(world: World, login: Login, begun: Begun, **changed: Any) -> Entered:
    state, code = signed_in(begun)
    given = {"secret": begun.secret, "state": state, "code": code} | changed
    return login.finish(Returned(**given), world.occasion)


def is_in(world: World, entered: Entered) -> bool:
    access = world.doors.enter(Presented(cookie=[f"{sessions.COOKIE}={entered.session}"]))
    return access.caller.tenant == world.tenant


def unknown_members_domain(world: World) -> SomeoneSignedIn:
    return SomeoneSignedIn(f"stranger-{world.tenant}", f"stranger@{world.tenant}.example")


def test_who_signs_in_is_in_and_goes_on_to_where_they_wanted(world: World, login: Login) -> None:
    entered = finished(world, login, login.begin("/meetings?before=m-1", None))
    assert is_in(world, entered)
    assert entered.url == f"{BASE}/meetings?before=m-1"


def test_the_way_out_has_pkce_state_and_nonce_and_none_of_the_secrets(login: Login) -> None:
    begun = login.begin(None, None)
    query = parse_qs(urlsplit(begun.url).query)
    assert query["response_type"] == ["code"]
    assert query["code_challenge_method"] == ["S256"]
    assert len(query["code_challenge"][0]) == 43
    assert query["nonce"] != query["state"]
    assert begun.secret not in begun.url


def test_a_return_counts_once(world: World, login: Login) -> None:
    begun = login.begin(None, None)
    state, code = signed_in(begun)
    returned = Returned(begun.secret, state, code)
    login.finish(returned, world.occasion)
    with pytest.raises(Unauthenticated):
        login.finish(returned, world.occasion)


def test_a_replayed_code_is_refused_in_a_new_attempt_too(world: World, login: Login) -> None:
    first = login.begin(None, None)
    state, code = signed_in(first)
    login.finish(Returned(first.secret, state, code), world.occasion)
    with pytest.raises(Unauthenticated):
        finished(world, login, login.begin(None, None), code=code)


def test_anothers_code_is_refused_in_my_attempt(world: World, login: Login) -> None:
    """Code injection: the code was issued for the challenge of another browser."""
    _, stolen = signed_in(login.begin(None, None))
    with pytest.raises(Unauthenticated):
        finished(world, login, login.begin(None, None), code=stolen)


def test_a_link_that_another_made_matches_no_browser(world: World, login: Login) -> None:
    """Login CSRF: the attacker's state and code, sent to a victim with an attempt of their own or with none."""
    state, code = signed_in(login.begin(None, None))
    for secret in (login.begin(None, None).secret, None, ""):
        with pytest.raises(Unauthenticated):
            login.finish(Returned(secret, state, code), world.occasion)


@pytest.mark.parametrize("state", ["", "x", "a" * 64, "ß" * 64])
def test_another_state_is_refused(world: World, login: Login, state: str) -> None:
    with pytest.raises(Unauthenticated):
        finished(world, login, login.begin(None, None), state=state)


def test_an_attempt_is_over_after_ten_minutes(world: World, login: Login) -> None:
    begun = login.begin(None, None)
    state, code = signed_in(begun)
    world.clock.move(minutes=10)
    with pytest.raises(Unauthenticated):
        login.finish(Returned(begun.secret, state, code), world.occasion)


@pytest.mark.parametrize(
    "said",
    [
        {"nonce": "another"},
        {"nonce": None},
        {"aud": API},
        {"aud": "x"},
        {"exp": 1},
        {"iss": "https://x.example"},
    ],
)
def test_an_identity_token_for_anything_else_is_refused(
    world: World, login: Login, said: dict[str, Any]
) -> None:
    world.oidc.overrides.update(said)
    with pytest.raises(Unauthenticated):
        finished(world, login, login.begin(None, None))


def test_an_identity_token_of_another_key_is_refused(world: World, login: Login) -> None:
    published = world.oidc.keys
    world.tokens.verify(world.oidc.token())
    try:
        world.oidc.keys = [SigningKey.new()]
        with pytest.raises(Unauthenticated):
            finished(world, login, login.begin(None, None))
    finally:
        world.oidc.keys = published


def test_a_stranger_is_let_in_by_no_address(world: World, login: Login) -> None:
    world.oidc.person = unknown_members_domain(world)
    with pytest.raises(Forbidden):
        finished(world, login, login.begin(None, None))


def test_an_address_that_the_provider_has_not_verified_makes_nobody_a_member(
    world: World, login: Login
) -> None:
    world.oidc.person = SomeoneSignedIn(f"q-{world.tenant}", world.address(Role.OWNER), email_verified=False)
    with pytest.raises(Forbidden):
        finished(world, login, login.begin(None, None))


def test_nobody_logs_in_to_an_organisation_of_others(world: World, login: Login) -> None:
    with pytest.raises(Forbidden):
        finished(world, login, login.begin(None, "somebody-elses"))


def test_the_former_session_ends_with_the_login(world: World, login: Login) -> None:
    planted = sessions.begin(world.caller(Role.VIEWER), world.occasion)
    entered = finished(world, login, login.begin(None, None), former_session=planted)
    assert entered.session != planted
    with pytest.raises(Unauthenticated):
        sessions.enter(planted, world.clock)


@pytest.mark.parametrize(
    "wished",
    [
        "https://attacker.example",
        "//attacker.example",
        "///attacker.example",
        "/\\attacker.example",
        "\\\\attacker.example",
        "javascript:alert(1)",
        "attacker.example",
        "@attacker.example",
        ".attacker.example",
        " //attacker.example",
        "/\t/attacker.example",
        "/\n/attacker.example",
        "/a\r\nSet-Cookie: x=y",
        "/ä",
        "/" + "a" * 1024,
    ],
)
def test_a_login_leads_to_no_other_place(login: Login, wished: str) -> None:
    with pytest.raises(InvalidInput, match="must be a path"):
        login.begin(wished, None)


def test_a_bearer_token_opens_once_its_holder_has_signed_in(world: World, login: Login) -> None:
    presented = Presented([f"Bearer {world.oidc.token()}"])
    with pytest.raises(Unauthenticated, match="sign in"):
        world.doors.enter(presented)
    finished(world, login, login.begin(None, None))
    assert world.doors.enter(presented).caller == world.caller(Role.SELLER)
    with pytest.raises(Unauthenticated):
        world.doors.enter(Presented(presented.authorization, tenant=["somebody-elses"]))


def test_claims_choose_no_organisation(world: World, login: Login) -> None:
    finished(world, login, login.begin(None, None))
    said: dict[str, Any] = {"custom:tenant": "x", "cognito:groups": ["owner"]}
    boasting = world.oidc.token(tenant="somebody-elses", role="owner", **said)
    assert world.doors.enter(Presented([f"Bearer {boasting}"])).caller == world.caller(Role.SELLER)
