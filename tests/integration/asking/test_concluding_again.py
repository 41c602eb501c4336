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
from quarterdeck.kernel.errors import Unavailable
from quarterdeck.kernel.tenancy import TenantId
from quarterdeck.platform import outbox
from quarterdeck.platform.idempotency import Once
from quarterdeck.platform.objects import S3Objects
from quarterdeck.platform.slack.workspaces import SlackWorkspaces
from tests.support.clocks import StillClock
from tests.support.loopback import Fault
from tests.support.slack_api import LOST_ANSWER, SlackApi, rate_limited, refusal
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


GONE = [
    "channel_not_found",
    "not_in_channel",
    "is_archived",
    "token_revoked",
    "missing_scope",
    "invalid_blocks",
]


@pytest.mark.parametrize("code", GONE)
def test_what_slack_refuses_for_good_is_told_once_and_not_tried_again(
    world: World, code: str, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    world.slack.fail_next("chat.postMessage", refusal(code))
    assert world.conclude("It is $41.") == world.conclude("It is $41.") == "It is $41."
    assert world.slack.methods() == ["chat.postMessage"]
    assert len(store.newest(world.order.question.tenant, limit=10)[0]) == 1
    assert capsys.readouterr().out.count('"RepliesRefused":[1.0]') == 1
    [line] = [record for record in caplog.records if record.msg == "Slack refuses the answer"]
    assert "$41" not in str(vars(line))
    assert "How much" not in str(vars(line))


def test_a_workspace_that_took_the_app_away_is_refused_likewise(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    elsewhere = ReplyTo("slack", {"team": "T9", "channel": "C1", "thread": "1.1"})
    order = replace(world.order, question=replace(world.order.question, reply_to=elsewhere))
    assert replace(world, order=order).conclude("It is $41.") == "It is $41."
    assert world.slack.methods() == []
    assert '"reason":"Forbidden"' in capsys.readouterr().out


@pytest.mark.parametrize("fault", [rate_limited("3600"), Fault(503), LOST_ANSWER])
def test_what_slack_fails_at_for_now_is_posted_by_the_next_try(
    world: World, fault: Fault, capsys: pytest.CaptureFixture[str]
) -> None:
    world.slack.fail_next("chat.postMessage", fault)
    with pytest.raises(Unavailable):
        world.conclude("It is $41.")
    assert world.conclude("It is $41.") == "It is $41."
    assert len(world.slack.messages) == 1
    assert "RepliesRefused" not in capsys.readouterr().out


class Breaking:
    def deliver(self, run: object) -> None:
        raise ConnectionError(run)
