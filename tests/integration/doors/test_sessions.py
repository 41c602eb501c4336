"""A session is its member's for a week at most, begins anew at each login, and is worth nothing once it is over."""

from datetime import timedelta

import pytest

from quarterdeck.contexts.identity import members, sessions
from quarterdeck.contexts.identity.access import Access, Door, from_context, to_context
from quarterdeck.contexts.identity.digests import digest
from quarterdeck.contexts.identity.doors import Presented
from quarterdeck.contexts.identity.permissions import Role, permissions_of
from quarterdeck.contexts.identity.store import sessions as stored
from quarterdeck.contexts.identity.store.rows import SessionRow
from quarterdeck.kernel.errors import NotFound, Unauthenticated
from tests.integration.doors.conftest import World


def entered(world: World, secret: str) -> Access:
    return world.doors.enter(Presented(cookie=[f"theme=dark; {sessions.COOKIE}={secret}"]))


def begun(world: World, role: Role = Role.SELLER) -> str:
    return sessions.begin(world.caller(role), world.occasion)


def test_a_session_opens_what_its_members_role_may(world: World) -> None:
    access = entered(world, begun(world))
    assert (access.caller, access.door) == (world.caller(Role.SELLER), Door.SESSION)
    assert access.permissions == permissions_of(Role.SELLER)
    assert from_context(to_context(access)) == access


def test_a_session_ends_after_a_week_however_much_it_is_used(world: World) -> None:
    secret = begun(world)
    for _ in range(7):
        entered(world, secret)
        world.clock.move(days=1)
    with pytest.raises(Unauthenticated):
        entered(world, secret)
    assert sessions.newest(world.tenant, "seller", world.clock) == []


def test_a_session_can_be_ended_however_many_began_after_it(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stored, "MOST_LISTED", 3)
    first = entered(world, secret := begun(world))
    for _ in range(3):
        world.clock.move(1)
        begun(world)
    sessions.end(world.caller(Role.SELLER), first.credential, world.occasion)
    with pytest.raises(Unauthenticated):
        entered(world, secret)


def test_its_row_is_dropped_by_the_table_when_it_is_over(world: World) -> None:
    row = SessionRow.get(f"SESSION#{digest(begun(world))}", "SESSION")
    assert abs(row.expires - (world.clock.now() + timedelta(days=7))) < timedelta(seconds=1)


def test_a_login_ends_the_session_before_and_never_takes_over_its_secret(world: World) -> None:
    planted = begun(world, Role.VIEWER)
    fresh = sessions.begin(world.caller(Role.OWNER), world.occasion, instead_of=planted)
    assert fresh != planted
    with pytest.raises(Unauthenticated):
        entered(world, planted)
    assert entered(world, fresh).caller == world.caller(Role.OWNER)


def test_a_planted_secret_that_was_never_ours_becomes_no_session(world: World) -> None:
    fresh = sessions.begin(world.caller(Role.OWNER), world.occasion, instead_of="planted-by-an-attacker")
    assert fresh != "planted-by-an-attacker"
    with pytest.raises(Unauthenticated):
        entered(world, "planted-by-an-attacker")


def test_a_stolen_session_is_worth_nothing_after_its_end(world: World) -> None:
    stolen, other = begun(world), begun(world)
    sessions.end(world.caller(Role.SELLER), entered(world, stolen).credential, world.occasion)
    with pytest.raises(Unauthenticated):
        entered(world, stolen)
    entered(world, other)


def test_all_sessions_of_a_member_end_together_and_nobody_elses(world: World) -> None:
    many, others = [begun(world) for _ in range(3)], begun(world, Role.VIEWER)
    assert sessions.end_all(world.caller(Role.SELLER), world.occasion) == 3
    for secret in many:
        with pytest.raises(Unauthenticated):
            entered(world, secret)
    entered(world, others)


def test_nobody_ends_a_session_of_somebody_else_by_its_id(world: World) -> None:
    secret = begun(world)
    with pytest.raises(NotFound):
        sessions.end(world.caller(Role.VIEWER), entered(world, secret).credential, world.occasion)
    entered(world, secret)


def test_a_deactivated_members_session_stops_at_once(world: World) -> None:
    secret = begun(world)
    members.deactivate(world.caller(Role.OWNER), "seller", world.occasion)
    with pytest.raises(Unauthenticated):
        entered(world, secret)


def test_a_changed_role_shows_at_the_next_request(world: World) -> None:
    secret = begun(world)
    members.change_role(world.caller(Role.OWNER), "seller", Role.VIEWER, world.occasion)
    assert entered(world, secret).permissions == permissions_of(Role.VIEWER)


def test_the_table_holds_neither_the_secret_nor_the_token_that_follows_from_it(world: World) -> None:
    secret = begun(world)
    stored = "".join(str(row.to_simple_dict()) for row in SessionRow.scan())
    assert secret not in stored
    assert sessions.csrf_token(secret) not in stored


def test_each_session_has_a_token_of_its_own(world: World) -> None:
    one, other = entered(world, begun(world)), entered(world, begun(world))
    assert len(one.csrf) == 64
    assert one.csrf != other.csrf


def test_a_session_is_an_id_that_is_no_secret_in_the_list(world: World) -> None:
    secret = begun(world)
    (listed,) = sessions.newest(world.tenant, "seller", world.clock)
    assert listed.id == entered(world, secret).credential
    with pytest.raises(Unauthenticated):
        entered(world, listed.id)
    with pytest.raises(Unauthenticated):
        entered(world, listed.digest)


def test_two_cookies_of_the_name_are_refused(world: World) -> None:
    mine, planted = begun(world), begun(world, Role.VIEWER)
    both = f"{sessions.COOKIE}={planted}; {sessions.COOKIE}={mine}"
    for cookie in ([both], [f"{sessions.COOKIE}={planted}", f"{sessions.COOKIE}={mine}"]):
        with pytest.raises(Unauthenticated, match="2 cookies"):
            world.doors.enter(Presented(cookie=cookie))


def test_a_cookie_and_a_bearer_token_together_are_refused(world: World) -> None:
    cookie = [f"{sessions.COOKIE}={begun(world)}"]
    with pytest.raises(Unauthenticated, match="one credential"):
        world.doors.enter(Presented([f"Bearer {world.oidc.token()}"], cookie))


def test_an_organisation_that_is_not_the_sessions_is_refused(world: World) -> None:
    cookie = [f"{sessions.COOKIE}={begun(world)}"]
    world.doors.enter(Presented(cookie=cookie, tenant=[world.tenant]))
    with pytest.raises(Unauthenticated, match="not of the organisation"):
        world.doors.enter(Presented(cookie=cookie, tenant=["other"]))
