"""An event's mail is sent once; a worker that fails or dies leaves it to the next."""

import pytest

from quarterdeck.contexts.identity import invitations
from quarterdeck.contexts.identity.mailing import LEASE_SECONDS
from quarterdeck.contexts.identity.model import Caller
from quarterdeck.contexts.identity.permissions import Role
from quarterdeck.kernel.codec import dump_json
from quarterdeck.kernel.errors import Unavailable
from quarterdeck.kernel.tenancy import tenant_id, tenant_key
from quarterdeck.platform.idempotency import Once
from quarterdeck.platform.outbox import Envelope, delivered
from tests.integration.identity.world import World, events


def asked(world: World, owner: Caller) -> Envelope:
    """Return the event of an invitation whose mail isn't sent yet."""
    invitations.invite(owner, world.address("ola"), Role.SELLER, world.occasion)
    (event,) = [each for each in events(owner.tenant) if each.type == "member_invited"]
    return event


def test_an_event_told_twice_is_one_mail(world: World) -> None:
    event = asked(world, world.founded())
    assert [world.mailing.send(event) for _ in range(3)] == [True, False, False]
    assert len(world.mailbox.to(world.address("ola"))) == 1


def test_a_mail_that_could_not_be_handed_over_is_sent_at_the_next_try(world: World) -> None:
    event = asked(world, world.founded())
    world.mailbox.trouble = Unavailable("the post office is closed")
    with pytest.raises(Unavailable, match="closed"):
        world.mailing.send(event)
    world.mailbox.trouble = None
    world.clock.move(seconds=LEASE_SECONDS + 1)
    assert world.mailing.send(event)
    assert world.accept(world.mailbox.code(world.address("ola"))).member.is_active


def test_two_workers_do_not_send_the_same_mail(world: World) -> None:
    event = asked(world, world.founded())
    Once("idempotency", world.clock).claim(
        tenant_key(tenant_id(event.tenant), "MAIL", event.id), lease_seconds=LEASE_SECONDS
    )
    with pytest.raises(Unavailable, match="another worker"):
        world.mailing.send(event)
    assert world.mailbox.to(world.address("ola")) == []


def test_an_event_that_a_later_one_overtook_sends_nothing(world: World) -> None:
    owner = world.founded()
    event = asked(world, owner)
    invitations.send_again(owner, str(event.data["subject"]), world.occasion)
    assert not world.mailing.send(event)
    world.deliver()
    assert len(world.mailbox.to(world.address("ola"))) == 1


def test_events_that_ask_for_no_mail_send_none(world: World) -> None:
    owner = world.founded()
    sent = len(world.mailbox.sent)
    (event,) = [each for each in events(owner.tenant) if each.type == "organization_created"]
    assert not world.mailing.send(event)
    assert len(world.mailbox.sent) == sent


def test_an_event_is_read_from_the_message_that_the_bus_left_in_a_queue(world: World) -> None:
    event = asked(world, world.founded())
    body = (
        f'{{"source": "auth_events", "detail-type": "member_invited", "detail": {dump_json(event).decode()}}}'
    )
    assert delivered(body) == event
