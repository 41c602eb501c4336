"""Who is to be erased can't come in any more, the row goes last; an organisation goes once its id is repeated."""

import pytest
from msgspec.structs import replace

from quarterdeck.contexts.identity import leaving, members, people
from quarterdeck.contexts.identity.erasing import erase_member, ways_in
from quarterdeck.contexts.identity.membership import Status
from quarterdeck.contexts.identity.store.rows import IdentityRow
from quarterdeck.kernel.errors import Conflict, Forbidden, InvalidInput, NotFound
from quarterdeck.kernel.tenancy import TenantId
from quarterdeck.platform.outbox import Envelope
from quarterdeck.platform.sweeping import Sweeping
from tests.integration.identity.world import World, events


def swept(world: World, tenant: TenantId, subject: str) -> int:
    wanted = dict.fromkeys(("identity", "onetime"), ways_in(tenant, subject))
    return Sweeping(world.clock).sweep(tenant, wanted, None).number


def left(*words: str) -> list[str]:
    rows = [str(row.pk) + str(row.to_simple_dict()) for row in IdentityRow.scan()]
    return [row for row in rows if any(word in row for word in words)]


def test_a_member_is_out_at_once_and_then_nobody(world: World) -> None:
    owner = world.founded()
    ola = world.joined(owner, "ola")
    world.sign_in(world.address("ola"))
    leaving.end_access(owner, ola.subject, world.occasion)
    assert members.member(owner.tenant, ola.subject).status is Status.DEACTIVATED
    leaving.end_access(owner, ola.subject, world.occasion)
    assert swept(world, owner.tenant, ola.subject) == 5  # a key and the signup in two rows each, a link
    with pytest.raises(Forbidden):
        world.sign_in(world.address("ola"))
    assert erase_member(owner.tenant, ola.subject).number == 3
    assert erase_member(owner.tenant, ola.subject).number == 0
    assert left(ola.subject, world.address("ola")) == []
    assert members.is_active(owner.tenant, owner.subject)
    with pytest.raises(NotFound):
        leaving.end_access(owner, ola.subject, world.occasion)


def test_an_invitation_ends_with_its_code(world: World) -> None:
    owner = world.founded()
    code = world.invited(owner, "ola")
    (subject,) = [each.subject for each in members.newest(owner.tenant, limit=9, status=Status.INVITED)[0]]
    leaving.end_access(owner, subject, world.occasion)
    with pytest.raises(NotFound):
        world.accept(code)
    swept(world, owner.tenant, subject)
    assert erase_member(owner.tenant, subject).number == 2
    assert left(subject, world.address("ola")) == []


def test_a_mail_to_somebody_erased_meanwhile_is_not_sent_nor_kept(world: World) -> None:
    owner = world.founded()
    world.invited(owner, "ola")
    (subject,) = [each.subject for each in members.newest(owner.tenant, limit=9, status=Status.INVITED)[0]]
    leaving.end_access(owner, subject, world.occasion)
    erase_member(owner.tenant, subject)
    (told,) = [each for each in events(owner.tenant) if each.type == "member_invited"]
    late: Envelope = replace(told, id="evt_late")
    assert world.mailing.send(late) is False


def test_the_last_owner_and_who_came_back_stay(world: World) -> None:
    owner = world.founded()
    with pytest.raises(Conflict, match="last owner"):
        leaving.end_access(owner, owner.subject, world.occasion)
    ola = world.joined(owner, "ola")
    leaving.end_access(owner, ola.subject, world.occasion)
    members.reactivate(owner, ola.subject, world.occasion)
    with pytest.raises(Conflict, match="active again"):
        erase_member(owner.tenant, ola.subject)


def test_somebody_of_slacks_is_no_member_and_is_forgotten(world: World) -> None:
    owner = world.founded()
    asker = replace(people.person(owner.tenant, "slack:T1:U1"), name="Sol")
    people.learn(owner.tenant, asker)
    leaving.end_access(owner, asker.subject, world.occasion)
    assert erase_member(owner.tenant, asker.subject).number == 1
    assert not people.is_known(owner.tenant, asker.subject)
    for nobody in ("slack:T1", "slack:T1:U1#x", "usr_0"):
        with pytest.raises(NotFound):
            leaving.end_access(owner, nobody, world.occasion)


def test_an_organisation_goes_by_one_erasure_and_only_if_its_id_is_repeated(world: World) -> None:
    owner = world.founded()
    for wrong in ("", "yes", f"{owner.tenant}-two"):
        with pytest.raises(InvalidInput, match="repeat its id"):
            leaving.close(owner, wrong, world.occasion)
    first = leaving.close(owner, owner.tenant, world.occasion)
    assert leaving.close(owner, owner.tenant, world.occasion) == first
    assert len(first) >= len("tenant_") + 43
