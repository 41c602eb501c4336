"""Assisted signup: the operator's agents open accounts, and only the customer gets in."""

from collections import Counter

import pytest

from quarterdeck.contexts.identity import accounts, invitations, members, organisations
from quarterdeck.contexts.identity.model import Caller
from quarterdeck.contexts.identity.permissions import Role
from quarterdeck.contexts.identity.requests import SignupBody
from quarterdeck.kernel.errors import Conflict, Forbidden, InvalidInput, NotFound
from quarterdeck.kernel.tenancy import tenant_id
from tests.integration.identity.world import World, events, told


@pytest.fixture
def agent(world: World) -> Caller:
    """A seller of the installation's operator."""
    operator = tenant_id(world.domain.partition(".")[0])
    owner = organisations.create_tenant(
        operator, "Operator", world.address("operator"), world.occasion, operator=True
    )
    return world.joined(Caller(operator, owner.subject, Role.OWNER), "agent")


def body(world: World, name: str = "customer") -> SignupBody:
    return SignupBody(email=world.address(name), name="Cai Brass", organisation="Brasswick Mills")


def test_a_customer_claims_the_account_that_an_agent_opened(world: World, agent: Caller) -> None:
    opened = accounts.open_account(agent, body(world), world.occasion)
    assert not opened.claimed
    assert told(opened.tenant) == ["assisted_account_created"]
    (created,) = events(opened.tenant)
    assert (created.data["agent_tenant"], created.data["agent"]) == (agent.tenant, agent.subject)
    world.deliver()
    message = world.mailbox.to(world.address("customer"))[-1]
    assert message.subject == "Your account for Brasswick Mills"
    owner = world.accept(world.mailbox.code(world.address("customer"))).member
    assert (owner.tenant, owner.role) == (opened.tenant, Role.OWNER)
    assert organisations.organisation(opened.tenant).claimed
    assert Counter(told(opened.tenant))["assisted_account_claimed"] == 1
    with pytest.raises(Conflict, match="last owner"):
        members.deactivate(Caller(owner.tenant, owner.subject, owner.role), owner.subject, world.occasion)


def test_the_same_account_twice_is_one(world: World, agent: Caller) -> None:
    opened = accounts.open_account(agent, body(world), world.occasion)
    assert accounts.open_account(agent, body(world), world.occasion).tenant == opened.tenant
    world.deliver()
    assert len(world.mailbox.to(world.address("customer"))) == 1


def test_the_claim_may_be_sent_again_until_it_is_used(world: World, agent: Caller) -> None:
    opened = accounts.open_account(agent, body(world), world.occasion)
    world.deliver()
    first = world.mailbox.code(world.address("customer"))
    accounts.send_claim_again(agent, opened.tenant, world.occasion)
    world.deliver()
    with pytest.raises(NotFound):
        world.accept(first)
    world.accept(world.mailbox.code(world.address("customer")))
    with pytest.raises(Conflict, match="claimed already"):
        accounts.send_claim_again(agent, opened.tenant, world.occasion)


def test_a_claim_that_is_used_at_this_moment_is_not_mailed_again(
    world: World, agent: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = accounts.open_account(agent, body(world), world.occasion)
    world.deliver()
    world.accept(world.mailbox.code(world.address("customer")))
    monkeypatch.setattr(accounts, "_check_operator", lambda _: None)
    read_before = "quarterdeck.contexts.identity.store.organisations.get"
    monkeypatch.setattr(read_before, lambda _: opened)
    with pytest.raises(Conflict, match="claimed already"):
        accounts.send_claim_again(agent, opened.tenant, world.occasion)


def test_only_the_operators_people_open_accounts(world: World, agent: Caller) -> None:
    owner = world.founded()
    with pytest.raises(Forbidden, match="only the operator"):
        accounts.open_account(owner, body(world), world.occasion)
    opened = accounts.open_account(agent, body(world), world.occasion)
    with pytest.raises(Forbidden, match="only the operator"):
        accounts.send_claim_again(owner, opened.tenant, world.occasion)
    with pytest.raises(NotFound):
        accounts.send_claim_again(agent, owner.tenant, world.occasion)


def test_the_agent_is_no_member_of_the_account(world: World, agent: Caller) -> None:
    opened = accounts.open_account(agent, body(world), world.occasion)
    assert not members.is_active(opened.tenant, agent.subject)
    (contact,), _ = members.newest(opened.tenant, limit=10)
    for deed in (invitations.send_again, invitations.revoke):
        with pytest.raises(NotFound):
            deed(agent, contact.subject, world.occasion)


def test_an_account_is_for_a_work_address(world: World, agent: Caller) -> None:
    private = SignupBody(email="cai@gmail.com", name="Cai Brass", organisation="Brasswick Mills")
    with pytest.raises(InvalidInput):
        accounts.open_account(agent, private, world.occasion)
