"""The language model's stage of routing: asked only when the others aren't sure, and never trusted blindly."""

import sys
import time
from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest
from pydantic import BaseModel

from quarterdeck.contexts.assistant.model import INTENTS, Intent
from quarterdeck.contexts.assistant.routing.judge import judge
from quarterdeck.contexts.assistant.routing.linear import Linear
from quarterdeck.contexts.assistant.routing.route import route
from quarterdeck.kernel.tenancy import tenant_id
from quarterdeck.services.llm.model import Call, Completion, Message, Outcome, Tier, Usage
from quarterdeck.services.llm.provider import ProviderFailed, ProviderReply
from tests.support.completing import CompletesOnly
from tests.unit.assistant.tenant import AS_OF, tenant
from tests.unit.llm.desk import Desk as Models

DOUBTFUL = "What about Larkspur?"
SURE = "Draft a reply to Sol"
KNOWS_NOTHING = Linear("", tuple(INTENTS), (1.0,) * len(INTENTS), (0.0,) * len(INTENTS), 1.0, {}, array("b"))


@dataclass
class Model(CompletesOnly):
    """A provider that replies what it is given, and remembers what it was asked."""

    reply: str | Outcome
    name: str = "model"
    asked: list[Sequence[Message]] = field(default_factory=list)
    calls: list[Call] = field(default_factory=list)

    def complete(
        self, messages: Sequence[Message], schema: type[BaseModel], deadline: float
    ) -> ProviderReply:
        assert issubclass(schema, BaseModel)
        assert 0 < deadline <= 3
        self.asked.append(messages)
        if isinstance(self.reply, Outcome):
            raise ProviderFailed(self.reply, "said so")
        return ProviderReply(self.reply, "gpt-4o-mini", Usage(500, 20))

    def through_gateway(self, call: Call, schema: Any, extractive: Callable[[], Any]) -> Completion[Any]:
        self.calls.append(call)
        done: Completion[Any] = Models(timer=time.monotonic).gateway(self).complete(call, schema, extractive)
        return done


def verdict(text: str, model: Model) -> Any:
    return route(text, (), tenant(), AS_OF, judge(tenant_id("acme"), model.through_gateway))


@pytest.fixture(autouse=True)
def _linear_model_that_knows_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    module = sys.modules[route.__module__]
    monkeypatch.setattr(module, "linear", lambda: KNOWS_NOTHING)


def test_a_doubtful_question_is_what_the_model_says() -> None:
    model = Model('{"contract": "COMPARISON", "confidence": 0.8}')
    found = verdict(DOUBTFUL, model)
    assert (found.intent, found.contract, found.stage) == (
        Intent.MULTI_MEETING,
        "COMPARISON",
        "language model",
    )
    assert found.confidence == 0.8
    [call] = model.calls
    assert call.tier is Tier.SMALL
    assert DOUBTFUL in model.asked[0][-1].content


def test_a_sure_question_is_not_asked_about() -> None:
    model = Model('{"contract": "COMPARISON", "confidence": 0.8}')
    assert verdict(SURE, model).contract == "DRAFT_RESPONSE"
    assert model.asked == []


@pytest.mark.parametrize(
    "reply",
    [
        Outcome.TIMEOUT,
        Outcome.REJECTED,
        "not json",
        '{"contract": "NO_SUCH", "confidence": 0.9}',
        '{"contract": "COMPARISON", "confidence": 7}',
        '{"contract": "COMPARISON"}',
    ],
)
def test_a_wrong_or_late_reply_leaves_the_linear_models_verdict(reply: str | Outcome) -> None:
    assert verdict(DOUBTFUL, Model(reply)) == route(DOUBTFUL, (), tenant(), AS_OF)
