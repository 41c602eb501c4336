"""An erasure that breaks off goes on when it is asked for again, to a receipt that lists every store."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest

from quarterdeck.contexts.operations.protection import store
from quarterdeck.contexts.operations.protection.erasing import Finishing, erase
from quarterdeck.contexts.operations.protection.machine import ErasureMachine
from quarterdeck.contexts.operations.protection.model import (
    Ended,
    Erasure,
    Go,
    Kind,
    Status,
    Step,
    Stores,
    Taken,
)
from quarterdeck.contexts.operations.protection.service import Erasures
from quarterdeck.kernel.clock import SystemClock
from quarterdeck.kernel.errors import Conflict, NotFound
from quarterdeck.kernel.tenancy import TenantId
from quarterdeck.platform.audit.model import Actor
from quarterdeck.platform.audit.reading import newest
from quarterdeck.platform.erasing import Erased

ORDER = ("access", "shelf", "cellar")


@dataclass
class House:
    """Stores of five things each, of which a go takes two; the cellar's door breaks as often as it is told to."""

    breaks: int = 0
    things: dict[str, int] = field(default_factory=lambda: dict.fromkeys(ORDER, 5))

    def take(self, store: str, go: Go) -> Erased:
        if store == "cellar" and self.breaks and self.things[store] < 5:
            self.breaks -= 1
            raise ConnectionError("the door is stuck")
        taken = min(2, self.things[store])
        self.things[store] -= taken
        return Erased(taken, f"{go.cursor or ''}+" if self.things[store] else None)

    @property
    def stores(self) -> Stores:
        made = {name: lambda go, name=name: self.take(name, go) for name in ORDER}
        return dict.fromkeys(Kind, made)


@dataclass
class InHand:
    """The machine, in this process; it tries nothing twice."""

    house: House
    started: list[str] = field(default_factory=list)

    def start(self, erasure: Erasure, stores: Sequence[str], correlation_id: str) -> None:
        self.started.append(f"{erasure.id}-{erasure.attempt}")
        about = (erasure.tenant, erasure.id, correlation_id)
        try:
            taken = tuple(self._emptied(erasure, store) for store in stores)
        except ConnectionError:
            Finishing(SystemClock()).run(Ended(*about, None))
        else:
            Finishing(SystemClock()).run(Ended(*about, taken))

    def _emptied(self, erasure: Erasure, store: str) -> Taken:
        step = Step(erasure.tenant, erasure.id, erasure.kind, erasure.subject, "c", store)
        while True:
            step = erase(self.house.stores, step)
            if step.cursor is None:
                return Taken(store, step.erased)


class Unhurried(InHand):
    """A machine that has only been told to start."""

    def start(self, erasure: Erasure, stores: Sequence[str], correlation_id: str) -> None:  # noqa: ARG002
        self.started.append(f"{erasure.id}-{erasure.attempt}")


def erasures(machine: InHand) -> Erasures:
    return Erasures(machine, dict.fromkeys(Kind, ORDER), SystemClock())


@pytest.fixture
def owner(tenant: TenantId) -> Actor:
    return Actor(tenant, "owner", "c")


def test_one_that_broke_off_goes_on_to_a_whole_receipt(owner: Actor) -> None:
    machine = InHand(House(breaks=1))
    use = erasures(machine)
    begun = use.begin_for(owner, "usr_1")
    broken = use.get(owner.tenant, begun.id)
    assert (broken.status, broken.taken) == (Status.FAILED, ())
    assert machine.house.things == {"access": 0, "shelf": 0, "cellar": 3}
    assert use.begin_for(owner, "usr_1").id == begun.id
    done = use.get(owner.tenant, begun.id)
    assert (done.status, done.attempt) == (Status.DONE, 2)
    assert done.taken == (Taken("access", 0), Taken("shelf", 0), Taken("cellar", 3))
    entries, _ = newest(owner.tenant, limit=10, before=None)
    assert [each.body["result"] for each in entries] == ["done", "failed"]


def test_one_is_tried_again_once_by_all_who_saw_it_fail(
    owner: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    use = erasures(InHand(House(breaks=1)))
    failed = use.get(owner.tenant, use.begin_for(owner, "usr_1").id)
    assert use.begin_for(owner, "usr_1").attempt == 2
    monkeypatch.setattr(store, "add", lambda _: failed)  # read before the other one tried it again
    late = use.begin(owner, Kind.PERSON, "usr_1", failed.id)
    assert (late.status, late.attempt) == (Status.DONE, 2)
    assert use.get(owner.tenant, failed.id) == late


def test_whoever_comes_back_can_be_erased_again(owner: Actor) -> None:
    use = erasures(InHand(House()))
    first, second = use.begin_for(owner, "slack:T1:U1"), use.begin_for(owner, "slack:T1:U1")
    other = use.begin_for(owner, "slack:T1:U2")
    assert len({first.id, second.id, other.id}) == 3


def test_asking_twice_while_it_goes_on_is_asking_once(owner: Actor) -> None:
    machine = Unhurried(House())
    use = erasures(machine)
    assert use.begin_for(owner, "usr_1").id == use.begin_for(owner, "usr_1").id
    assert len(set(machine.started)) == 1


def test_an_organisation_is_erased_alone(owner: Actor) -> None:
    use = erasures(Unhurried(House()))
    use.check_alone(owner.tenant)
    begun = use.begin_for(owner, "usr_1")
    with pytest.raises(Conflict, match=begun.id):
        use.check_alone(owner.tenant)


def test_the_holder_of_the_id_sees_the_receipt_and_lets_it_go_on(owner: Actor) -> None:
    use = erasures(InHand(House(breaks=1)))
    use.begin(owner, Kind.TENANT, owner.tenant, "tenant_x")
    assert use.receipt(owner.tenant, "tenant_x", "c", again=False).status is Status.FAILED
    use.receipt(owner.tenant, "tenant_x", "c", again=True)
    assert use.receipt(owner.tenant, "tenant_x", "c", again=False).status is Status.DONE
    person = use.begin_for(owner, "usr_1")
    for erasure_id in (person.id, "tenant_y"):
        with pytest.raises(NotFound):
            use.receipt(owner.tenant, erasure_id, "c", again=False)


def test_what_ends_access_is_not_waited_for() -> None:
    machine = ErasureMachine("arn", dict.fromkeys(Kind, 300) | {Kind.TENANT: 900})
    timed = [list(machine.timed(kind, ORDER)) for kind in (Kind.PERSON, Kind.TENANT)]
    assert [[each["after_seconds"] for each in stores] for stores in timed] == [[0, 300, 0], [0, 900, 0]]
    assert [each["store"] for each in timed[0]] == list(ORDER)
