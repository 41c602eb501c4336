"""Two executions of one run, as an Express machine may start them: one record, one event, one reply, of the first."""

from collections.abc import Iterator
from uuid import uuid4

import pytest
from msgspec import Struct
from msgspec.structs import replace

from quarterdeck.contexts.assistant import store
from quarterdeck.contexts.assistant.brief import Brief
from quarterdeck.contexts.assistant.conclude import ByChannel, Concluding, Conclusion
from quarterdeck.contexts.assistant.feedback.service import Feedback
from quarterdeck.contexts.assistant.model import Answer, Intent, Order, Question, ReplyTo, Verdict
from quarterdeck.contexts.assistant.records import Records
from quarterdeck.contexts.assistant.run import Executed, Prepared
from quarterdeck.contexts.assistant.slack_delivery import SlackDelivery
from quarterdeck.contexts.assistant.slack_people import SlackPeople
from quarterdeck.kernel.tenancy import TenantId
from quarterdeck.platform import outbox
from quarterdeck.platform.idempotency import Once
from quarterdeck.platform.objects import S3Objects
from quarterdeck.platform.slack.workspaces import SlackWorkspaces
from tests.support.clocks import StillClock
from tests.support.slack_api import SlackApi
from tests.support.tables import BUCKET


class Tokens:
    def get(self, name: str) -> dict[str, str]:
        assert name
        return {"bot_token.T1": "xoxb-1"}


class World(Struct):
    slack: SlackApi
    order: Order
    concluding: Concluding

    def conclude(self, answer: str | None) -> str:
        """Return the text of the run on record once an execution came to this answer, or failed."""
        prepared = Prepared(Brief(self.order.question), VERDICT, chain=("FAQ_ANSWER",))
        executed = () if answer is None else (Executed("FAQ_ANSWER", "1", Answer(answer, uncited=True)),)
        return self.concluding.run(Conclusion(self.order, prepared, executed, answer is None)).answer.text


VERDICT = Verdict(Intent.PRODUCT_KNOWLEDGE, "FAQ_ANSWER", "patterns", 0.9)


@pytest.fixture
def world(tables: None) -> Iterator[World]:  # noqa: ARG001 - they must run
    clock, tenant = StillClock(), TenantId(f"t-{uuid4().hex[:12]}")
    to = ReplyTo("slack", {"team": "T1", "channel": "C1", "thread": "1.1"})
    question = Question(
        tenant, "run_1", "How much is it?", "slack:T1:U1", "conv_1", clock.now(), "c", None, to
    )
    with SlackApi(tokens={"xoxb-1"}) as slack:
        workspaces, records = SlackWorkspaces(Tokens(), "slack", slack.url), Records(S3Objects(BUCKET))
        delivery = SlackDelivery(workspaces, SlackPeople(workspaces), Once("idempotency", clock))
        deliveries = ByChannel({"slack": delivery})
        yield World(
            slack,
            Order(question),
            Concluding(records, deliveries, Feedback(records, clock), clock),
        )


@pytest.mark.parametrize("second", ["It is $42.", None])
def test_the_second_execution_of_a_run_changes_and_says_nothing(world: World, second: str | None) -> None:
    first = world.conclude("It is $41.")
    assert world.conclude(second) == first == "It is $41."
    tenant = world.order.question.tenant
    assert world.concluding.records.run(tenant, "run_1").answer.text == first
    assert len(store.newest(tenant, limit=10)[0]) == 1
    assert outbox.EventRow.count(f"TENANT#{tenant}#EVENT") == 1
    [message] = world.slack.messages
    assert "$41" in str(message)


def test_a_second_execution_does_what_the_first_left_undone(world: World) -> None:
    broken = replace(world.concluding, delivery=Breaking())
    with pytest.raises(ConnectionError):
        replace(world, concluding=broken).conclude("It is $41.")
    assert world.conclude("It is $42.") == "It is $41."
    [message] = world.slack.messages
    assert "$41" in str(message)


class Breaking:
    def deliver(self, run: object) -> None:
        raise ConnectionError(run)
