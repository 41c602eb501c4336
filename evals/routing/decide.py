"""Routes labelled questions, each after its conversation, and keeps what was decided and how long it took."""

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from evals.routing.conversation import exchanges
from evals.routing.dataset import Labelled, Set
from evals.routing.tenants import Tenant
from quarterdeck.contexts.assistant.model import Exchange, Verdict
from quarterdeck.contexts.assistant.routing.linear import Linear, linear
from quarterdeck.contexts.assistant.routing.route import settle


@dataclass(frozen=True, slots=True)
class Decision:
    """A question and what all stages but the language model made of it, in milliseconds."""

    question: Labelled
    verdict: Verdict
    ms: float

    @property
    def intent_right(self) -> bool:
        return self.verdict.intent.value == self.question.intent

    @property
    def right(self) -> bool:
        return self.intent_right and self.verdict.contract == self.question.contract


def decide(sets: Iterable[Set], model: Linear | None = None) -> list[Decision]:
    """Return a decision on every question, by the package's model or the given one."""
    return [_decide(question, each.tenant, model or linear()) for each in sets for question in each.questions]


def _decide(question: Labelled, tenant: Tenant, model: Linear) -> Decision:
    def routed(text: str, before: Sequence[Exchange], within: Tenant) -> Verdict:
        return settle(text, before, within.known, within.as_of, model)

    before = exchanges(question.thread, tenant, routed)
    began = time.perf_counter()
    verdict = routed(question.text, before, tenant)
    return Decision(question, verdict, 1000 * (time.perf_counter() - began))
