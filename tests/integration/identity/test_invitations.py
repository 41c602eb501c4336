"""Invitations: who reads the mail joins, in the role that somebody might give, once."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest

from quarterdeck.contexts.identity import invitations, keys, members
from quarterdeck.contexts.identity.membership import Member, Status
from quarterdeck.contexts.identity.model import Caller
from quarterdeck.contexts.identity.permissions import Role
from quarterdeck.kernel.errors import Conflict, Forbidden, InvalidInput, NotFound, Unavailable
from tests.integration.identity.world import World, told


def invited(by: Caller) -> list[Member]:
    return members.newest(by.tenant, limit=10, status=Status.INVITED)[0]


def test_who_is_invited_joins_in_the_role(world: World) -> None:
    owner = world.founded()
    code = world.invited(owner, "ola", Role.SUPPORT)
    (waiting,) = invited(owner)
    assert not members.is_active(owner.tenant, waiting.subject)
    admission = world.accept(code)
    assert keys.enter(f"Bearer {admission.api_key}", world.clock).caller == Caller(
        owner.tenant, waiting.subject, Role.SUPPORT
    )
    assert members.is_active(owner.tenant, waiting.subject)
    assert invited(owner) == []
    assert Counter(told(owner.tenant))["member_joined"] == 1


def test_the_mail_says_where_to_and_as_what(world: World) -> None:
    world.invited(world.founded(), "ola", Role.SUPPORT)
    message = world.mailbox.to(world.address("ola"))[-1]
    assert message.subject == "Northwold Freight invites you to Quarterdeck"
    assert "as support" in message.text
    assert world.mailbox.code(world.address("ola")) in message.html


def test_a_code_is_used_once_also_by_many_at_once(world: World) -> None:
    code = world.invited(world.founded(), "ola")

    def joins(_: int) -> bool:
        try:
            world.accept(code)
        except (NotFound, Unavailable):
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(joins, range(16))) == 1
    with pytest.raises(NotFound):
        world.accept(code)


def test_a_code_ends_after_a_week_with_a_later_mail_and_with_its_revocation(world: World) -> None:
    owner = world.founded()
    late, replaced, revoked = (world.invited(owner, name) for name in ("late", "replaced", "revoked"))
    by_email = {member.email: member.subject for member in invited(owner)}
    invitations.send_again(owner, by_email[world.address("replaced")], world.occasion)
    invitations.revoke(owner, by_email[world.address("revoked")], world.occasion)
    world.deliver()
    for code in (replaced, revoked):
        with pytest.raises(NotFound):
            world.accept(code)
    assert world.accept(world.mailbox.code(world.address("replaced"))).member.is_active
    world.clock.move(days=7)
    with pytest.raises(NotFound):
        world.accept(late)


def test_a_revoked_code_stays_dead_when_the_address_is_invited_again_in_a_higher_role(world: World) -> None:
    owner = world.founded()
    old = world.invited(owner, "ola", Role.VIEWER)
    invitations.revoke(owner, invited(owner)[0].subject, world.occasion)
    new = world.invited(owner, "ola", Role.ADMIN)
    with pytest.raises(NotFound):
        world.accept(old)
    assert world.accept(new).member.role is Role.ADMIN


def test_the_same_invitation_twice_is_one_whatever_the_case(world: World) -> None:
    owner = world.founded()
    first = invitations.invite(owner, world.address("Ola"), Role.SELLER, world.occasion)
    assert invitations.invite(owner, world.address("OLA"), Role.SELLER, world.occasion) == first
    world.deliver()
    assert len(world.mailbox.to(world.address("ola"))) == 1


def test_of_many_invitations_of_an_address_at_once_one_is_made(world: World) -> None:
    owner = world.founded()

    def invite(number: int) -> bool:
        email = world.address("Ola" if number % 2 else "oLA")
        try:
            invitations.invite(owner, email, Role.SELLER, world.occasion)
        except (Conflict, Unavailable):
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert any(pool.map(invite, range(16)))
    assert [member.email for member in invited(owner)] == [world.address("ola")]


def test_who_is_a_member_or_invited_otherwise_is_not_invited(world: World) -> None:
    owner = world.founded()
    ola = world.joined(owner, "ola")
    world.invited(owner, "kim", Role.VIEWER)
    for name in ("ola", "kim"):
        with pytest.raises(Conflict, match=f"{name}@"):
            invitations.invite(owner, world.address(name), Role.ADMIN, world.occasion)
    members.deactivate(owner, ola.subject, world.occasion)
    with pytest.raises(Conflict, match="deactivated already"):
        invitations.invite(owner, world.address("ola"), Role.SELLER, world.occasion)


def test_an_admin_neither_makes_nor_touches_an_owners_invitation(world: World) -> None:
    owner = world.founded()
    admin = world.joined(owner, "kim", Role.ADMIN)
    world.invited(owner, "second", Role.OWNER)
    (waiting,) = invited(owner)
    with pytest.raises(Forbidden, match="only an owner"):
        invitations.invite(admin, world.address("third"), Role.OWNER, world.occasion)
    for deed in (invitations.send_again, invitations.revoke):
        with pytest.raises(Forbidden, match="only an owner"):
            deed(admin, waiting.subject, world.occasion)


def test_an_address_gets_five_mails_at_most(world: World) -> None:
    owner = world.founded()
    world.invited(owner, "ola")
    (waiting,) = invited(owner)
    for _ in range(2):
        invitations.revoke(owner, waiting.subject, world.occasion)
        world.invited(owner, "ola")
        world.clock.move(seconds=1)
        invitations.send_again(owner, waiting.subject, world.occasion)
        world.deliver()
    with pytest.raises(Conflict, match="enough"):
        invitations.send_again(owner, waiting.subject, world.occasion)
    assert len(world.mailbox.to(world.address("ola"))) == 5


def test_one_person_may_be_a_member_of_two_organisations(world: World) -> None:
    first, second = world.founded("ada"), world.founded("bea")
    assert world.joined(first, "ola").tenant != world.joined(second, "ola").tenant


def test_another_organisation_reaches_no_invitation(world: World) -> None:
    owner, other = world.founded("ada"), world.founded("bea")
    world.invited(owner, "ola")
    (waiting,) = invited(owner)
    for deed in (invitations.send_again, invitations.revoke):
        with pytest.raises(NotFound):
            deed(other, waiting.subject, world.occasion)
    assert invited(owner) == [waiting]
    assert invited(other) == []


def test_what_is_no_address_is_not_invited(world: World) -> None:
    with pytest.raises(InvalidInput) as refused:
        invitations.invite(world.founded(), "ola at northwold", Role.SELLER, world.occasion)
    assert refused.value.field == "email"
