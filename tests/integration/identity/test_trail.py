"""Every change of who is who is in the audit trail, written with it or not at all."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

import pytest
from msgspec.structs import replace

from quarterdeck.contexts.identity import (
    accounts,
    domains,
    invitations,
    keys,
    members,
    organisations,
    people,
    sessions,
)
from quarterdeck.contexts.identity.access import Access, Door
from quarterdeck.contexts.identity.change import Deed, change
from quarterdeck.contexts.identity.model import Caller
from quarterdeck.contexts.identity.permissions import Permission, Role, permissions_of
from quarterdeck.contexts.identity.requests import PersonBody, SignupBody
from quarterdeck.contexts.identity.store.rows import PersonRow
from quarterdeck.kernel.errors import Conflict, NotFound
from quarterdeck.kernel.tenancy import TenantId, tenant_id, tenant_key
from quarterdeck.platform.audit import reading
from quarterdeck.platform.audit.lanes import LANES
from quarterdeck.platform.audit.verify import verify
from tests.integration.identity.world import World, caller
from tests.unit.audit.trails import KEY

ONE_KEY = frozenset({Permission.READ_MEETINGS})


def trail(tenant: TenantId) -> list[dict[str, Any]]:
    """Return what the tenant's trail says, once it is seen to be whole."""
    lanes = {lane: reading.lane_page(tenant, lane, limit=1000, after=0)[0] for lane in range(LANES)}
    assert verify(tenant, lanes, [], KEY.is_signed).broken is None
    return [dict(sealed.body) for sealeds in lanes.values() for sealed in sealeds]


def done(tenant: TenantId) -> Counter[tuple[str, str, str]]:
    return Counter((each["action"], each["subject"], each["target"]) for each in trail(tenant))


def access(of: Caller) -> Access:
    return Access(of, Door.OIDC, "t-1", permissions_of(of.role))


def test_a_persons_way_in_up_and_out_is_on_record(world: World) -> None:
    owner = world.founded()
    ola = world.joined(owner, "ola")
    members.change_role(owner, ola.subject, Role.ADMIN, world.occasion)
    members.deactivate(owner, ola.subject, world.occasion)
    members.reactivate(owner, ola.subject, world.occasion)
    bea = invitations.invite(owner, world.address("bea"), Role.VIEWER, world.occasion)
    invitations.send_again(owner, bea.subject, world.occasion)
    invitations.revoke(owner, bea.subject, world.occasion)
    people.describe(ola, PersonBody(name="Ola"), world.occasion)
    (signup,) = [each for each in trail(owner.tenant) if each["action"] == "signups.verify"]
    assert done(owner.tenant) == {
        ("signups.verify", owner.subject, signup["target"]): 1,
        ("invitations.send", owner.subject, ola.subject): 1,
        ("invitations.accept", ola.subject, ola.subject): 1,
        ("members.change_role", owner.subject, ola.subject): 1,
        ("members.deactivate", owner.subject, ola.subject): 1,
        ("members.reactivate", owner.subject, ola.subject): 1,
        ("invitations.send", owner.subject, bea.subject): 2,
        ("invitations.revoke", owner.subject, bea.subject): 1,
        ("people.describe", ola.subject, ola.subject): 1,
    }


def test_keys_and_sessions_are_on_record_by_their_ids(world: World) -> None:
    owner = world.founded()
    key, text = keys.create(access(owner), keys.Wish("ci", ONE_KEY), world.occasion)
    keys.revoke(owner, key.id, world.occasion)
    first = sessions.begin(owner, world.occasion)
    sessions.begin(owner, world.occasion, instead_of=first)
    (begun,) = sessions.newest(owner.tenant, owner.subject, world.clock)
    sessions.end(owner, begun.id, world.occasion)
    for _ in range(3):
        sessions.begin(owner, world.occasion)
    sessions.end_all(owner, world.occasion)
    found = trail(owner.tenant)
    assert Counter(each["action"] for each in found) == {
        "signups.verify": 1,
        "keys.create": 1,
        "keys.revoke": 1,
        "sessions.begin": 5,
        "sessions.end": 2,
        "sessions.end_all": 1,
    }
    by_action = {each["action"]: each for each in found}
    assert by_action["keys.revoke"]["target"] == by_action["keys.create"]["target"] == key.id
    assert by_action["sessions.end_all"]["count"] == 3
    assert text[4:] not in str(found)
    assert first not in str(found)


def test_more_sessions_than_one_transaction_holds_end_and_are_counted(world: World) -> None:
    owner = world.founded()
    for _ in range(90):
        sessions.begin(owner, world.occasion)
    assert sessions.end_all(owner, world.occasion) == 90
    ended = [each["count"] for each in trail(owner.tenant) if each["action"] == "sessions.end_all"]
    assert sum(ended) == 90


def test_ways_in_by_an_identity_provider_are_on_record(world: World) -> None:
    owner = world.founded()
    domains.allow(owner, world.domain, world.occasion)
    linked = world.sign_in(world.address("ada"), "s-ada")
    newcomer = world.sign_in(world.address("kim"), "s-kim")
    invited = invitations.invite(owner, f"zoe@{uuid4().hex[:12]}.example", Role.SELLER, world.occasion)
    accepted = world.sign_in(invited.email, "s-zoe")
    domains.disallow(owner, world.domain, world.occasion)
    found = done(owner.tenant)
    assert linked.subject == owner.subject
    for action, subject, target in (
        ("domains.allow", owner.subject, world.domain),
        ("domains.disallow", owner.subject, world.domain),
        ("identities.link", owner.subject, owner.subject),
        ("members.join", newcomer.subject, newcomer.subject),
        ("invitations.accept", accepted.subject, accepted.subject),
    ):
        assert found[action, subject, target] == 1, action


def test_an_account_that_an_agent_opens_has_the_agents_name_with_its_organisation(world: World) -> None:
    operator = tenant_id(f"op-{uuid4().hex[:12]}")
    first = organisations.create_tenant(
        operator, "Op", f"a@{operator}.example", replace(world.occasion, channel="operator"), operator=True
    )
    body = SignupBody(email=world.address("cai"), name="Cai Brass", organisation="Brasswick")
    opened = accounts.open_account(caller(first), body, world.occasion)
    accounts.send_claim_again(caller(first), opened.tenant, world.occasion)
    world.deliver()
    claimed = world.accept(world.mailbox.code(world.address("cai"))).member
    agent = f"{operator}:owner"
    assert done(opened.tenant) == {
        ("organisations.open", agent, opened.tenant): 1,
        ("invitations.send", agent, claimed.subject): 1,
        ("invitations.accept", claimed.subject, claimed.subject): 1,
    }
    (created,) = trail(operator)
    assert (created["action"], created["subject"], created["channel"]) == (
        "organisations.create",
        "",
        "operator",
    )


def test_where_a_change_came_from_is_asked_for_the_trail_it_is_in(world: World) -> None:
    owner = world.founded()
    members_before = world.joined(owner, "ola")
    here = replace(world.occasion, origin=lambda tenant: f"digest for {tenant}")
    members.deactivate(owner, members_before.subject, here)
    (entry,) = [each for each in trail(owner.tenant) if each["action"] == "members.deactivate"]
    assert entry["origin"] == f"digest for {owner.tenant}"
    assert entry["correlation_id"] == "request-1"


def test_what_is_refused_leaves_no_entry_and_no_change(world: World) -> None:
    owner = world.founded()
    before = trail(owner.tenant)
    with pytest.raises(Conflict):
        members.deactivate(owner, owner.subject, world.occasion)
    with pytest.raises(NotFound):
        world.verify(world.mailbox.code(world.address("ada")))
    with pytest.raises(NotFound):
        domains.disallow(owner, "other.example", world.occasion)
    with pytest.raises(NotFound):
        keys.revoke(owner, f"key_{'0' * 26}", world.occasion)
    assert trail(owner.tenant) == before


def test_nothing_personal_and_no_secret_is_in_the_trail(world: World) -> None:
    owner = world.founded()
    ola = world.joined(owner, "ola")
    people.describe(ola, PersonBody(name="Ola Nordmann", product="Helm"), world.occasion)
    keys.create(access(owner), keys.Wish("Ola's laptop", ONE_KEY), world.occasion)
    text = str(trail(owner.tenant))
    for said in ("Nordmann", "Helm", "laptop", "ola@", "ada@", world.mailbox.code(world.address("ola"))):
        assert said not in text


def test_changes_at_once_all_happen_with_an_entry_each(world: World) -> None:
    """Writers who are outrun in the trail's lanes are not told that their own change was refused."""
    owner = world.founded()

    def describe(number: int) -> None:
        person = f"usr_{number}"
        deed = Deed(person, "people.describe", person, world.occasion)
        with change(owner.tenant, deed, Conflict("refused")) as together:
            together.save(PersonRow(tenant_key(owner.tenant, "PERSON"), person, profile={}))

    with ThreadPoolExecutor(20) as pool:
        list(pool.map(describe, range(60)))
    assert PersonRow.count(tenant_key(owner.tenant, "PERSON")) == 61
    assert len([each for each in trail(owner.tenant) if each["action"] == "people.describe"]) == 60


def test_an_invitation_that_is_accepted_twice_at_once_is_one_entry(world: World) -> None:
    owner = world.founded()
    code = world.invited(owner, "ola")

    def accept(_: int) -> bool:
        try:
            world.accept(code)
        except NotFound:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(accept, range(8))) == 1
    accepted = [each for each in trail(owner.tenant) if each["action"] == "invitations.accept"]
    assert len(accepted) == 1
    world.clock.move(minutes=1)
    assert not accept(0)
