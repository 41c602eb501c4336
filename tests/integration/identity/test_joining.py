"""Who comes by an identity provider is let in by an invitation or an allowed domain, and by nothing like them."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest

from quarterdeck.contexts.identity import domains, members
from quarterdeck.contexts.identity.model import Caller
from quarterdeck.contexts.identity.permissions import Role
from quarterdeck.kernel.errors import Conflict, Forbidden, InvalidInput, NotFound, Unavailable
from tests.integration.identity.world import World, told


def test_a_verified_address_that_was_invited_joins_and_is_known_from_then_on(world: World) -> None:
    owner = world.founded()
    code = world.invited(owner, "ola", Role.SUPPORT)
    ola = world.sign_in(world.address("Ola"))
    assert (ola.tenant, ola.role) == (owner.tenant, Role.SUPPORT)
    assert world.sign_in("changed@elsewhere.example", verified=False) == ola
    assert Counter(told(owner.tenant))["member_joined"] == 1
    with pytest.raises(NotFound):
        world.accept(code)


def test_a_member_who_signs_in_the_first_time_is_the_same_member(world: World) -> None:
    owner = world.founded("ada")
    assert world.sign_in(world.address("ada")) == owner


def test_an_address_that_is_unverified_or_another_joins_nothing(world: World) -> None:
    world.invited(world.founded(), "ola")
    for email, verified in ((world.address("ola"), False), (world.address("mallory"), True)):
        with pytest.raises(Forbidden, match="member of no organisation"):
            world.sign_in(email, verified=verified)


def test_an_address_that_went_to_somebody_else_opens_nothing(world: World) -> None:
    owner = world.founded()
    world.joined(owner, "ola")
    world.sign_in(world.address("ola"), "first")
    with pytest.raises(Forbidden):
        world.sign_in(world.address("ola"), "second")


def test_the_people_of_an_allowed_domain_join_as_viewers(world: World) -> None:
    owner = world.founded()
    domains.allow(owner, world.domain.upper(), world.occasion)
    ola = world.sign_in(world.address("ola"))
    assert (ola.tenant, ola.role) == (owner.tenant, Role.VIEWER)
    assert world.sign_in(world.address("ola")) == ola
    with pytest.raises(Forbidden):
        world.sign_in(f"kim@sub.{world.domain}", "s-2")
    domains.disallow(owner, world.domain, world.occasion)
    with pytest.raises(Forbidden):
        world.sign_in(world.address("kim"), "s-2")
    assert members.is_active(ola.tenant, ola.subject)


def test_who_was_deactivated_stays_out_by_whatever_address(world: World) -> None:
    owner = world.founded()
    domains.allow(owner, world.domain, world.occasion)
    ola = world.sign_in(world.address("ola"))
    members.deactivate(owner, ola.subject, world.occasion)
    for email, subject in (("ola", "s-1"), ("ola.alias", "s-1"), ("ola", "s-2")):
        with pytest.raises(Forbidden):
            world.sign_in(world.address(email), subject)
    world.invited(owner, "ola.alias")
    with pytest.raises(Forbidden):
        world.sign_in(world.address("ola.alias"))


def test_of_many_first_requests_at_once_one_makes_the_member(world: World) -> None:
    owner = world.founded()
    domains.allow(owner, world.domain, world.occasion)

    def come(_: int) -> Caller:
        while True:
            try:
                return world.sign_in(world.address("ola"))
            except (Conflict, Unavailable):
                continue

    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(come, range(8)))) == 1
    assert Counter(told(owner.tenant))["member_joined"] == 1


def test_one_of_several_memberships_is_the_one_wished_for(world: World) -> None:
    first, second = world.founded("ada"), world.founded("bea")
    world.joined(first, "ola")
    world.joined(second, "ola", Role.ADMIN)
    here = world.sign_in(world.address("ola"), tenant=second.tenant)
    assert (here.tenant, here.role) == (second.tenant, Role.ADMIN)
    world.clock.move(seconds=1)
    assert world.sign_in(world.address("ola"), tenant=first.tenant).tenant == first.tenant
    assert world.sign_in(world.address("ola")).tenant == second.tenant
    with pytest.raises(Forbidden):
        world.sign_in(world.address("ola"), tenant=world.founded("cai").tenant)


def test_an_owner_allows_the_own_domain_alone(world: World) -> None:
    owner = world.founded()
    with pytest.raises(Forbidden, match="your own address"):
        domains.allow(owner, "bigger.example", world.occasion)
    for public in ("gmail.com", "GoogleMail.com"):
        with pytest.raises(InvalidInput, match="anybody"):
            domains.allow(owner, public, world.occasion)
    for rubbish in ("", "example", "a b.example", "x.example/", "1.2.3.4", "a@b.example", "*.example"):
        with pytest.raises(InvalidInput, match="no domain"):
            domains.allow(owner, rubbish, world.occasion)


def test_a_domain_is_one_organisations(world: World) -> None:
    first, second = world.founded("ada"), world.founded("bea")
    for _ in range(2):
        assert domains.allow(first, world.domain, world.occasion).domains == (world.domain,)
    with pytest.raises(Conflict, match="another organisation"):
        domains.allow(second, world.domain, world.occasion)
    with pytest.raises(NotFound):
        domains.disallow(second, world.domain, world.occasion)
    assert domains.disallow(first, world.domain, world.occasion).domains == ()
    assert domains.allow(second, world.domain, world.occasion).domains == (world.domain,)
    assert Counter(told(first.tenant))["domain_allowed"] == 1
