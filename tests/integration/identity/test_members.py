"""What changes about members takes effect at once, and nobody gives away or takes more than they have."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest

from quarterdeck.contexts.identity import members
from quarterdeck.contexts.identity.membership import Status
from quarterdeck.contexts.identity.model import Caller
from quarterdeck.contexts.identity.permissions import Role
from quarterdeck.kernel.errors import Conflict, Forbidden, NotFound, Unavailable
from tests.integration.identity.world import World, told


def test_a_role_changes_at_once_and_once(world: World) -> None:
    owner = world.founded()
    ola = world.joined(owner, "ola", Role.VIEWER)
    for _ in range(2):
        assert members.change_role(owner, ola.subject, Role.SELLER, world.occasion).role is Role.SELLER
    assert members.member(owner.tenant, ola.subject).role is Role.SELLER
    assert Counter(told(owner.tenant))["member_role_changed"] == 1


def test_a_deactivated_member_is_out_at_once_and_may_be_let_in_again(world: World) -> None:
    owner = world.founded()
    ola = world.joined(owner, "ola")
    for _ in range(2):
        assert members.deactivate(owner, ola.subject, world.occasion).status is Status.DEACTIVATED
    assert not members.is_active(owner.tenant, ola.subject)
    with pytest.raises(Conflict, match="deactivated"):
        members.change_role(owner, ola.subject, Role.ADMIN, world.occasion)
    for _ in range(2):
        assert members.reactivate(owner, ola.subject, world.occasion).role is Role.SELLER
    assert members.is_active(owner.tenant, ola.subject)
    counted = Counter(told(owner.tenant))
    assert (counted["member_deactivated"], counted["member_reactivated"]) == (1, 1)


def test_the_last_owner_stays(world: World) -> None:
    owner = world.founded()
    with pytest.raises(Conflict, match="last owner"):
        members.change_role(owner, owner.subject, Role.ADMIN, world.occasion)
    with pytest.raises(Conflict, match="last owner"):
        members.deactivate(owner, owner.subject, world.occasion)
    second = world.joined(owner, "second", Role.OWNER)
    members.deactivate(second, owner.subject, world.occasion)
    with pytest.raises(Conflict, match="last owner"):
        members.deactivate(second, second.subject, world.occasion)
    members.reactivate(second, owner.subject, world.occasion)
    assert members.change_role(second, second.subject, Role.VIEWER, world.occasion).role is Role.VIEWER


def test_two_owners_who_put_each_other_out_at_once_leave_one(world: World) -> None:
    first = world.founded()
    second = world.joined(first, "second", Role.OWNER)

    def put_out(pair: tuple[Caller, Caller]) -> None:
        by, other = pair
        while True:
            try:
                members.deactivate(by, other.subject, world.occasion)
            except Unavailable:
                continue
            except Conflict:
                pass
            return

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(put_out, [(first, second), (second, first)]))
    assert [members.is_active(first.tenant, each.subject) for each in (first, second)].count(True) == 1


def test_an_admin_neither_becomes_an_owner_nor_touches_one(world: World) -> None:
    owner = world.founded()
    admin = world.joined(owner, "kim", Role.ADMIN)
    ola = world.joined(owner, "ola")
    for subject in (admin.subject, ola.subject):
        with pytest.raises(Forbidden, match="only an owner"):
            members.change_role(admin, subject, Role.OWNER, world.occasion)
    with pytest.raises(Forbidden, match="only an owner"):
        members.change_role(admin, owner.subject, Role.VIEWER, world.occasion)
    for deed in (members.deactivate, members.reactivate):
        with pytest.raises(Forbidden, match="only an owner"):
            deed(admin, owner.subject, world.occasion)
    assert members.change_role(admin, ola.subject, Role.ADMIN, world.occasion).role is Role.ADMIN


def test_who_is_only_invited_is_no_member_yet(world: World) -> None:
    owner = world.founded()
    world.invited(owner, "ola")
    (waiting,), _ = members.newest(owner.tenant, limit=10, status=Status.INVITED)
    for deed in (members.deactivate, members.reactivate):
        with pytest.raises(Conflict):
            deed(owner, waiting.subject, world.occasion)
    with pytest.raises(Conflict):
        members.change_role(owner, waiting.subject, Role.ADMIN, world.occasion)


def test_another_organisation_reaches_no_member(world: World) -> None:
    owner, other = world.founded("ada"), world.founded("bea")
    ola = world.joined(owner, "ola")
    for deed in (members.deactivate, members.reactivate):
        with pytest.raises(NotFound):
            deed(other, ola.subject, world.occasion)
    with pytest.raises(NotFound):
        members.change_role(other, ola.subject, Role.OWNER, world.occasion)
    assert not members.is_active(other.tenant, ola.subject)
    assert {member.subject for member in members.newest(other.tenant, limit=10)[0]} == {other.subject}


def test_members_are_listed_in_pages(world: World) -> None:
    owner = world.founded()
    for name in ("b", "c", "d"):
        world.joined(owner, name)
    first, more = members.newest(owner.tenant, limit=3)
    rest, end = members.newest(owner.tenant, limit=3, before=more)
    assert [member.email[0] for member in (*first, *rest)] == ["d", "c", "b", "a"]
    assert (len(first), end) == (3, None)
