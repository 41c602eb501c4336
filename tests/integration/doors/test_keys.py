"""An API key opens what it was made for, as far as its member may at that moment, until it ends."""

from datetime import timedelta
from uuid import uuid4

import pytest
from msgspec.structs import replace

from quarterdeck.contexts.identity import keys, members
from quarterdeck.contexts.identity.access import Access
from quarterdeck.contexts.identity.doors import Presented
from quarterdeck.contexts.identity.model import Caller
from quarterdeck.contexts.identity.permissions import Permission, Role, permissions_of
from quarterdeck.contexts.identity.store import keys as stored_keys
from quarterdeck.contexts.identity.store.rows import ApiKeyRow, IssuedKeyRow
from quarterdeck.kernel.errors import Forbidden, InvalidInput, NotFound, Unauthenticated
from quarterdeck.kernel.tenancy import tenant_id
from tests.integration.doors.conftest import World

READ = frozenset({Permission.READ_MEETINGS, Permission.READ_RUNS})


def made(world: World, role: Role, scopes: frozenset[Permission] = READ) -> tuple[str, str]:
    key, text = keys.create(world.access(role), keys.Wish("ci", scopes), world.occasion)
    return key.id, text


def entered(world: World, text: str) -> Access:
    return world.doors.enter(Presented([f"Bearer {text}"]))


def test_a_key_acts_as_its_maker_within_its_scopes(world: World) -> None:
    key_id, text = made(world, Role.OWNER)
    access = entered(world, text)
    assert access.caller == world.caller(Role.OWNER)
    assert (access.credential, access.permissions) == (key_id, READ)


def test_a_key_can_do_no_more_than_its_maker(world: World) -> None:
    with pytest.raises(Forbidden, match="data:erase"):
        made(world, Role.SELLER, READ | {Permission.ERASE_DATA})


def test_a_scoped_key_makes_no_wider_one(world: World) -> None:
    scoped = replace(world.access(Role.OWNER), permissions=READ | {Permission.MANAGE_KEYS})
    with pytest.raises(Forbidden, match="people:manage"):
        keys.create(scoped, keys.Wish("wider", frozenset({Permission.MANAGE_PEOPLE})), world.occasion)


def test_a_key_loses_what_its_members_role_loses_and_gains_nothing(world: World) -> None:
    _, text = made(world, Role.SELLER, READ | {Permission.ASK})
    members.change_role(world.caller(Role.OWNER), "seller", Role.VIEWER, world.occasion)
    assert entered(world, text).permissions == READ
    members.change_role(world.caller(Role.OWNER), "seller", Role.ADMIN, world.occasion)
    assert entered(world, text).permissions == READ | {Permission.ASK}


def test_a_deactivated_members_keys_stop_at_once(world: World) -> None:
    _, text = made(world, Role.SELLER)
    entered(world, text)
    members.deactivate(world.caller(Role.OWNER), "seller", world.occasion)
    with pytest.raises(Unauthenticated, match="not active"):
        entered(world, text)


def test_a_revoked_key_stops_at_once_and_its_use_does_not_revive_it(world: World) -> None:
    key_id, text = made(world, Role.OWNER)
    key = entered(world, text)
    keys.revoke(world.caller(Role.OWNER), key_id, world.occasion)
    for _ in range(2):
        with pytest.raises(Unauthenticated):
            entered(world, text)
    with pytest.raises(NotFound):
        keys.revoke(world.caller(Role.OWNER), key.credential, world.occasion)


def test_the_note_of_a_last_use_does_not_revive_a_key_that_was_revoked_meanwhile(world: World) -> None:
    key_id, text = made(world, Role.OWNER)
    stored = stored_keys.get(world.tenant, key_id)
    keys.revoke(world.caller(Role.OWNER), key_id, world.occasion)
    stored_keys.note_use(stored, "2026-11-20")
    assert keys.newest(world.tenant, limit=10, before=None)[0] == []
    with pytest.raises(Unauthenticated):
        entered(world, text)


def test_a_key_ends_when_it_was_to(world: World) -> None:
    ends = world.clock.now() + timedelta(hours=1)
    _, text = keys.create(world.access(Role.OWNER), keys.Wish("ci", READ, ends), world.occasion)
    world.clock.move(minutes=59)
    entered(world, text)
    world.clock.move(minutes=1)
    with pytest.raises(Unauthenticated, match="expired"):
        entered(world, text)
    with pytest.raises(InvalidInput):
        keys.create(world.access(Role.OWNER), keys.Wish("late", READ, ends), world.occasion)


def test_another_tenant_neither_sees_nor_revokes_a_key(world: World) -> None:
    key_id, text = made(world, Role.OWNER)
    other = tenant_id(f"o-{uuid4().hex[:12]}")
    assert keys.newest(other, limit=10, before=None) == ([], None)
    with pytest.raises(NotFound):
        keys.revoke(Caller(other, "owner", Role.OWNER), key_id, world.occasion)
    entered(world, text)


def test_the_list_has_pages_and_the_day_of_the_last_use_and_no_secret(world: World) -> None:
    texts = []
    for _ in range(3):
        texts.append(made(world, Role.OWNER)[1])
        world.clock.move(seconds=1)
    entered(world, texts[0])
    page, more = keys.newest(world.tenant, limit=2, before=None)
    rest, end = keys.newest(world.tenant, limit=2, before=more)
    assert [f"qd_{key.public}_" for key in page + rest] == [text[:20] for text in reversed(texts)]
    assert end is None
    assert [key.used_on for key in page + rest] == [None, None, world.clock.now().date().isoformat()]
    stored = "".join(str(row.to_simple_dict()) for kind in (ApiKeyRow, IssuedKeyRow) for row in kind.scan())
    assert not any(text[20:] in stored for text in texts)


@pytest.mark.parametrize(
    "change", ["secret", "public", "case", "space", "longer", "nothing", "basic", "newline"]
)
def test_a_key_that_differs_in_anything_is_refused(world: World, change: str) -> None:
    _, text = made(world, Role.OWNER)
    changed = {
        "secret": f"Bearer {text[:-1]}{'A' if text[-1] != 'A' else 'B'}",
        "public": f"Bearer qd_{'0' * 16}{text[19:]}",
        "case": f"Bearer {text.upper()}",
        "space": f"Bearer  {text}",
        "longer": f"Bearer {text}x",
        "nothing": "",
        "basic": f"Basic {text}",
        "newline": f"Bearer {text}\n",
    }[change]
    with pytest.raises(Unauthenticated):
        world.doors.enter(Presented([changed]))


def test_secrets_are_compared_in_constant_time(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    _, text = made(world, Role.OWNER)
    compared: list[bool] = []

    def note(one: str, other: str) -> bool:
        compared.append(len(one) == len(other) == 64)
        return one == other

    monkeypatch.setattr(keys, "is_same", note)
    entered(world, text)
    assert compared == [True]


def test_a_first_key_may_all_that_its_member_may(world: World) -> None:
    text = keys.create_api_key(world.caller(Role.SELLER), world.occasion)
    assert entered(world, text).permissions == permissions_of(Role.SELLER)
