"""Whoever asks again with the same key gets the one run, however the request before ended: on the emulator's table."""

from contextlib import suppress
from dataclasses import dataclass, field
from uuid import uuid4

import pytest
from msgspec.structs import replace

from quarterdeck.contexts.assistant.model import Order
from quarterdeck.contexts.assistant.records import Records
from quarterdeck.contexts.assistant.requests import QuestionBody
from quarterdeck.contexts.assistant.run import Run
from quarterdeck.contexts.assistant.service import ANSWER_SECONDS, Assistant
from quarterdeck.kernel.errors import Conflict, Unavailable
from quarterdeck.kernel.ids import UlidIds
from quarterdeck.kernel.tenancy import tenant_id
from quarterdeck.platform.audit.model import Actor
from quarterdeck.platform.idempotency import Once
from tests.support.clocks import StillClock
from tests.support.objects import MemoryObjects
from tests.unit.runs.test_files import ANSWER, concluded

BODY = QuestionBody(text="How much is it?")


class Died(Exception):
    """The worker is gone."""


@dataclass
class World:
    """An assistant whose machine does what its script says: answers, fails, dies before or after the run is kept."""

    script: list[str]
    clock: StillClock = field(default_factory=StillClock)
    orders: list[Order] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.records = Records(MemoryObjects())
        self.assistant = Assistant(
            self,
            self.records,
            Once("idempotency", self.clock),
            self.clock,
            UlidIds(),
        )
        self.actor = Actor(tenant_id(f"t-{uuid4().hex[:8]}"), "ola", "request-1", "api")
        self.key = uuid4().hex

    def ask(self, body: QuestionBody = BODY) -> Run:
        return self.assistant.ask(self.actor, body, self.key)

    def answer(self, order: Order) -> Run | None:
        self.orders.append(order)
        happens = self.script.pop(0)
        if happens == "fails":
            return None
        if happens == "dies":
            raise Died
        run = replace(concluded(ANSWER), id=order.question.run_id, question=order.question)
        if happens == "fails and dies":
            run = replace(run, outcome="failed")
        self.records.put_run(run)
        if happens in {"dies after", "fails and dies"}:
            raise Died
        if happens == "takes long":
            raise Unavailable("takes long")
        return run


pytestmark = pytest.mark.usefixtures("tables")


def test_a_second_try_gets_the_run_of_the_first() -> None:
    world = World(["answers"])
    assert world.ask() == world.ask()
    assert len(world.orders) == 1


@pytest.mark.parametrize("happens", ["dies after", "takes long"])
def test_a_run_that_is_on_record_is_given_at_once_though_its_request_ended(happens: str) -> None:
    world = World([happens])
    with pytest.raises((Died, Unavailable)):
        world.ask()
    assert world.ask().id == world.orders[0].question.run_id
    assert len(world.orders) == 1


def test_who_comes_while_nothing_is_on_record_is_told_to_come_back() -> None:
    world = World(["dies"])
    with pytest.raises(Died):
        world.ask()
    with pytest.raises(Conflict, match="under way"):
        world.ask()


def test_who_comes_after_the_lease_continues_the_same_run_however_many_die() -> None:
    world = World(["dies", "dies", "answers"])
    for _ in range(2):
        with pytest.raises(Died):
            world.ask()
        world.clock.move(ANSWER_SECONDS + 2)
    run = world.ask()
    assert {order.question.run_id for order in world.orders} == {run.id}
    assert world.ask() == run


def test_a_run_that_failed_is_followed_by_a_new_one() -> None:
    world = World(["fails", "answers"])
    with pytest.raises(Unavailable):
        world.ask()
    world.clock.move(1)
    assert world.ask().id != world.orders[0].question.run_id


def test_a_run_that_failed_before_its_request_could_say_so_is_not_run_again_but_followed_by_a_new_one() -> (
    None
):
    world = World(["fails and dies", "answers"])
    with pytest.raises(Died):
        world.ask()
    world.clock.move(ANSWER_SECONDS + 2)
    with pytest.raises(Unavailable, match="ask again"):
        world.ask()
    world.clock.move(1)
    assert world.ask().id != world.orders[0].question.run_id
    assert len(world.orders) == 2


@pytest.mark.parametrize("happens", ["answers", "dies after", "dies"])
def test_a_key_is_for_one_question(happens: str) -> None:
    world = World([happens])
    with suppress(Died):
        world.ask()
    with pytest.raises(Conflict, match="another question"):
        world.ask(QuestionBody(text="How is it kept?"))
