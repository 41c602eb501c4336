"""Gateways over what a test gives them, with pauses that are noted instead of slept."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from pydantic import BaseModel, Field

from quarterdeck.kernel.money import NanoUsd
from quarterdeck.kernel.tenancy import TenantId, tenant_id
from quarterdeck.services.llm.breaker import Breaker
from quarterdeck.services.llm.breaker_states import MemoryStates
from quarterdeck.services.llm.budget import Budget, Limits
from quarterdeck.services.llm.budget_memory import MemoryLedger
from quarterdeck.services.llm.cache.port import ReplyCache
from quarterdeck.services.llm.gateway import Gateway
from quarterdeck.services.llm.guards import Guards
from quarterdeck.services.llm.hop import Hop
from quarterdeck.services.llm.model import Call, Message, Scope
from quarterdeck.services.llm.provider import Provider

TENANT = tenant_id("test-tenant")
PROMPT = (Message("system", "Answer from the evidence."), Message("user", "What did Marlow Freight ask for?"))


class Cited(BaseModel):
    claim: str
    evidence: list[str] = Field(default=[], description="ids such as e1")


class Findings(BaseModel):
    claims: list[Cited]


GOOD = '{"claims": [{"claim": "They asked for a pilot.", "evidence": ["e1"]}]}'
FOUND = Findings(claims=[Cited(claim="They asked for a pilot.", evidence=["e1"])])
EXTRACT = Findings(claims=[Cited(claim="We would want a pilot first.", evidence=["e1"])])


def call(deadline_ms: int = 5000, messages: Sequence[Message] = PROMPT, tenant: TenantId = TENANT) -> Call:
    scope = Scope(tenant, "EXTRACTIVE_FACT", "1")
    return Call(scope, messages[-1].content, tuple(messages), deadline_ms)


@dataclass
class Timer:
    """Seconds that pass only when they are told to."""

    seconds: float = 100.0

    def __call__(self) -> float:
        return self.seconds


@dataclass
class Clock:
    """The time of day, which passes only when it is told to."""

    time: datetime = datetime(2026, 11, 25, 12, tzinfo=UTC)

    def now(self) -> datetime:
        return self.time

    def pass_(self, seconds: float) -> None:
        self.time += timedelta(seconds=seconds)


@dataclass
class Counted:
    """Ids that count up."""

    made: int = 0

    def new(self, prefix: str) -> str:
        self.made += 1
        return f"{prefix}_{self.made}"


@dataclass
class Desk:
    """The parts of a gateway; a test changes those that it is about."""

    clock: Clock = field(default_factory=Clock)
    timer: Callable[[], float] = field(default_factory=Timer)
    states: MemoryStates = field(default_factory=MemoryStates)
    ledger: MemoryLedger = field(default_factory=MemoryLedger)
    limits: Limits = Limits()
    cache: ReplyCache | None = None
    pauses: list[float] = field(default_factory=list)

    def gateway(self, *hops: Provider | Hop) -> Gateway:
        route = tuple(hop if isinstance(hop, Hop) else Hop(hop) for hop in hops)
        return Gateway(lambda _: route, self.guards(), self.cache)

    def guards(self) -> Guards:
        budget = Budget(self.ledger, lambda _: self.limits, self.clock, Counted())
        return Guards(Breaker(self.states, self.clock), budget, self.timer, self.pauses.append)

    def spent(self) -> NanoUsd:
        return self.ledger.spent(TENANT, "2026-11", "25")[0]
