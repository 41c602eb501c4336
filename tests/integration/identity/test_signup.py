"""Signup: an organisation for whoever reads the mail of a work address, and for nobody else."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from pynamodb.models import Model

from quarterdeck.contexts.identity import keys, organisations
from quarterdeck.contexts.identity.membership import Status
from quarterdeck.contexts.identity.model import Caller
from quarterdeck.contexts.identity.people import person
from quarterdeck.contexts.identity.permissions import Role
from quarterdeck.contexts.identity.store.rows import IdentityRow
from quarterdeck.kernel.codec import dump_json
from quarterdeck.kernel.errors import InvalidInput, NotFound
from quarterdeck.platform.onetime import OneTimeRow
from quarterdeck.platform.outbox import EventRow
from tests.integration.identity.world import World, events, told


def test_a_verified_address_is_the_owner_of_a_new_organisation(world: World) -> None:
    world.ask(world.address("Ada.Quill"))
    admission = world.verify(world.mailbox.code(world.address("ada.quill")))
    owner = admission.member
    assert (owner.email, owner.role, owner.status) == (world.address("ada.quill"), Role.OWNER, Status.ACTIVE)
    assert organisations.organisation(owner.tenant).name == "Northwold Freight"
    assert owner.tenant.startswith("northwold-freight-")
    assert person(owner.tenant, owner.subject).name == "Ada Quill"
    assert keys.enter(f"Bearer {admission.api_key}", world.clock).caller == Caller(
        owner.tenant, owner.subject, Role.OWNER
    )
    assert sorted(told(owner.tenant)) == ["organization_created", "signup_requested"]
    (created,) = [event for event in events(owner.tenant) if event.type == "organization_created"]
    assert created.data == {"name": "Northwold Freight", "domain": world.domain, "owner": owner.subject}


def test_a_code_is_used_once(world: World) -> None:
    world.ask(world.address("ada"))
    code = world.mailbox.code(world.address("ada"))
    world.verify(code)
    with pytest.raises(NotFound, match="not valid"):
        world.verify(code)


def test_of_many_who_verify_at_once_one_makes_the_organisation(world: World) -> None:
    world.ask(world.address("ada"))
    code = world.mailbox.code(world.address("ada"))

    def makes_one(_: int) -> bool:
        try:
            world.verify(code)
        except NotFound:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(makes_one, range(16))) == 1


def test_a_code_ends_after_an_hour(world: World) -> None:
    world.ask(world.address("ada"))
    world.clock.move(hours=1)
    with pytest.raises(NotFound, match="not valid"):
        world.verify(world.mailbox.code(world.address("ada")))


def test_codes_of_one_door_open_no_other_and_changed_ones_none(world: World) -> None:
    owner = world.founded()
    invitation = world.invited(owner, "ola")
    world.clock.move(minutes=11)
    world.ask(world.address("ada"))
    code = world.mailbox.code(world.address("ada"))
    for wrong in (invitation, code[:-1], code + "A", code.swapcase(), code[::-1], "#", "."):
        with pytest.raises(NotFound, match="this signup is not valid"):
            world.verify(wrong)
    for wrong in (code, invitation[:-1], invitation.swapcase()):
        with pytest.raises(NotFound, match="this invitation is not valid"):
            world.accept(wrong)
    assert world.verify(code).member.tenant != world.accept(invitation).member.tenant


def test_another_signup_of_the_address_waits_ten_minutes_and_ends_the_first(world: World) -> None:
    email = world.address("ada")
    world.ask(email)
    first = world.mailbox.code(email)
    world.ask(email.upper(), "Brasswick Mills")
    assert len(world.mailbox.to(email)) == 1
    world.clock.move(minutes=10)
    world.ask(email, "Brasswick Mills")
    assert len(world.mailbox.to(email)) == 2
    with pytest.raises(NotFound, match="not valid"):
        world.verify(first)
    assert world.verify(world.mailbox.code(email)).member.tenant.startswith("brasswick-mills-")


def test_a_member_who_signs_up_is_written_to_like_a_stranger(world: World) -> None:
    world.founded("ada")
    world.clock.move(minutes=11)
    for email in (world.address("ada"), world.address("stranger")):
        world.ask(email)
    known, unknown = (world.mailbox.to(world.address(name))[-1] for name in ("ada", "stranger"))
    codes = [world.mailbox.code(message.to) for message in (known, unknown)]
    assert known.text.replace(codes[0], "") == unknown.text.replace(codes[1], "")


@pytest.mark.parametrize(
    "email",
    ["ada@gmail.com", "ada@mailinator.com", "ada@in.mailinator.com", "ada", "ada@localhost", "@x.example"],
)
def test_only_a_work_address_signs_up(world: World, email: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        world.ask(email)
    assert refused.value.field == "email"


def test_the_mail_repeats_nothing_that_a_stranger_wrote(world: World) -> None:
    world.ask(world.address("ada"), "Win a prize at evil.example")
    (message,) = world.mailbox.to(world.address("ada"))
    assert "evil" not in message.subject + message.text + message.html
    assert "Quill" not in message.text + message.html


def test_no_code_and_no_key_is_kept_anywhere(world: World) -> None:
    world.ask(world.address("ada"))
    code = world.mailbox.code(world.address("ada"))
    key = world.verify(code).api_key.rpartition("_")[2]
    kept: list[type[Model]] = [IdentityRow, OneTimeRow, EventRow]
    everything = "".join(str(item) for table in kept for item in _raw(table))
    assert world.domain in everything
    assert code not in everything
    assert key not in everything


def test_no_address_goes_onto_the_bus(world: World) -> None:
    owner = world.founded()
    world.joined(owner, "ola")
    assert "@" not in "".join(dump_json(event).decode() for event in events(owner.tenant))


def _raw(table: type[Model]) -> list[object]:
    return list(table._get_connection().scan().get("Items", []))
