"""A worker dies between starting a run and noting it: whoever comes again starts nothing, and hears of the one run."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import uuid4

import boto3
import pytest
from msgspec.structs import replace

from quarterdeck.contexts.assistant.machine import AnswerMachine
from quarterdeck.contexts.assistant.slack_door import LEASE_SECONDS, SlackDoor
from quarterdeck.contexts.assistant.streaming import store
from quarterdeck.contexts.assistant.streaming.door import Peer, SocketDoor
from quarterdeck.contexts.assistant.streaming.following import Listening, Slots
from quarterdeck.contexts.identity.access import Door
from quarterdeck.contexts.identity.permissions import Permission
from quarterdeck.contexts.identity.tickets import Holder
from quarterdeck.kernel.ids import UlidIds
from quarterdeck.kernel.tenancy import TenantId
from quarterdeck.platform.aws import client
from quarterdeck.platform.idempotency import Once
from quarterdeck.platform.slack.events import SlackQuestion
from tests.support.clocks import StillClock

WAITING = {"StartAt": "Wait", "States": {"Wait": {"Type": "Wait", "Seconds": 600, "End": True}}}


class Died(BaseException):
    """The worker is gone."""


class Dying(Once, frozen=True):
    """Claims, and dies before it can note that the work is done."""

    def done(self, key: str, result: str) -> None:
        raise Died(key, result)


@dataclass
class Heard:
    """Follows and cuts nothing: it keeps what it was to follow."""

    listened: list[Listening]

    def start(self, listening: Listening) -> None:
        self.listened.append(listening)


@pytest.fixture
def tenant(tables: None) -> TenantId:  # noqa: ARG001 - they must run
    return TenantId(f"t-{uuid4().hex[:12]}")


@pytest.fixture
def machine(tables: None) -> Iterator[str]:  # noqa: ARG001 - the emulator must run
    states, name = client("stepfunctions"), f"answer-{uuid4().hex[:8]}"
    role = boto3.client("iam").create_role(RoleName=name, AssumeRolePolicyDocument="{}")["Role"]["Arn"]
    made = states.create_state_machine(name=name, definition=json.dumps(WAITING), roleArn=role)
    yield made["stateMachineArn"]
    for arn in started(made["stateMachineArn"]):
        states.stop_execution(executionArn=arn)
    states.delete_state_machine(stateMachineArn=made["stateMachineArn"])


def started(machine: str) -> list[str]:
    found = client("stepfunctions").list_executions(stateMachineArn=machine)["executions"]
    return [each["executionArn"] for each in found]


def test_a_slack_event_whose_worker_died_after_the_start_is_taken_at_slacks_retry(
    tenant: TenantId, machine: str
) -> None:
    clock = StillClock()
    asked = SlackQuestion("Ev1", "T1", "C1", "1.1", "U1", "How much?", external=False, sent_at=clock.now())
    with pytest.raises(Died):
        SlackDoor(machine, Dying("idempotency", clock)).ask(tenant, asked)
    clock.move(LEASE_SECONDS + 1)
    door = SlackDoor(machine, Once("idempotency", clock))
    run_id = door.ask(tenant, asked)
    assert run_id is not None
    assert [arn.rpartition(":")[2] for arn in started(machine)] == [run_id]
    assert door.ask(tenant, asked) is None


def socket(machine: str, once: Once, clock: StillClock) -> SocketDoor:
    return SocketDoor(
        machine=AnswerMachine(machine),
        follower=Heard([]),
        slots=Slots(clock),
        renew=lambda holder: holder,
        cut=lambda _: None,
        admit=lambda _: None,
        once=once,
        clock=clock,
        ids=UlidIds(),
    )


def test_a_message_whose_worker_died_after_the_start_goes_on_with_the_run_that_was_started(
    tenant: TenantId, machine: str
) -> None:
    clock = StillClock()
    holder = Holder(tenant, "usr_sol", frozenset({Permission.ASK}), Door.KEY, "key_1")
    peer, asks = Peer(holder, "conn-1", "c"), '{"v": 1, "action": "ask", "id": "m1", "text": "How much?"}'
    with pytest.raises(Died):
        socket(machine, Dying("idempotency", clock), clock).take(peer, asks)
    clock.move(LEASE_SECONDS + 1)
    door = socket(machine, Once("idempotency", clock), clock)
    frame = json.loads(door.take(replace(peer, connection="conn-2"), asks))
    assert [arn.rpartition(":")[2] for arn in started(machine)] == [frame["run_id"]]
    assert [event.kind for event in store.after(tenant, frame["run_id"], 0)] == ["accepted"]
    assert json.loads(door.take(peer, asks))["run_id"] == frame["run_id"]
