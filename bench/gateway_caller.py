"""``python -m bench.gateway_caller URL``: makes one completion through the gateway for each line of stdin.

Prints how long it took in ms. All that the gateway writes, logs and metrics, goes nowhere, but is written.
"""

import os
import sys
import time

from pydantic import BaseModel

from quarterdeck.kernel.clock import SystemClock
from quarterdeck.kernel.ids import UlidIds
from quarterdeck.kernel.tenancy import tenant_id
from quarterdeck.services.llm.breaker import Breaker
from quarterdeck.services.llm.breaker_states import MemoryStates
from quarterdeck.services.llm.budget import Budget, Ledger
from quarterdeck.services.llm.budget_memory import MemoryLedger
from quarterdeck.services.llm.gateway import Gateway
from quarterdeck.services.llm.guards import Guards
from quarterdeck.services.llm.model import Call, Message, Scope
from quarterdeck.services.llm.router import Router
from quarterdeck.services.llm.routes import Allowances, Endpoint, Routes, RouteSpec

MODEL = "gpt-4.1-mini"
EVIDENCE = "\n".join(
    f"e{number}: We would want a pilot before we sign for all eighty seats." for number in range(40)
)
PROMPT = (
    Message("system", "Answer from the evidence."),
    Message("user", f"{EVIDENCE}\n\nWhat did they ask for?"),
)
TENANT = tenant_id("bench-tenant")


class Finding(BaseModel):
    claim: str
    evidence: list[str]


EXTRACT = Finding(claim="We would want a pilot.", evidence=["e1"])


def call(deadline_ms: int = 5_000) -> Call:
    """Return the call that is made again and again."""
    return Call(Scope(TENANT, "EXTRACTIVE_FACT", "1"), "What did they ask for?", PROMPT, deadline_ms)


def gateway(
    *urls: str, seconds: float = 2, budget: Allowances | None = None, ledger: Ledger | None = None
) -> Gateway:
    """Return a gateway whose route goes over these addresses in order."""
    endpoints = {
        f"provider-{place}": Endpoint(protocol="openai", url=url, small=MODEL, large=MODEL, seconds=seconds)
        for place, url in enumerate(urls)
    }
    first, *rest = endpoints
    route = RouteSpec(primary=first, fallbacks=tuple(rest), max_output_tokens=500)
    routes = Routes(
        providers=endpoints,
        routes={"default": route},
        budget=budget or Allowances.model_validate({"day_usd": 1000}),
    )
    clock = SystemClock()
    money = Budget(ledger or MemoryLedger(), routes.limits, clock, UlidIds())
    return Gateway(Router(routes, dict), Guards(Breaker(MemoryStates(), clock), money))


def main() -> None:
    """Answer each line with a time."""
    answers = os.fdopen(os.dup(1), "w")
    with open(os.devnull, "w") as nowhere:  # noqa: PTH123 - a device
        os.dup2(nowhere.fileno(), 1)
        asked = gateway(sys.argv[1], seconds=30)
        for _ in sys.stdin:
            began = time.perf_counter()
            completion = asked.complete(call(30_000), Finding, lambda: EXTRACT)
            took = (time.perf_counter() - began) * 1000
            if completion.degraded:
                raise SystemExit("the endpoint did not answer")
            print(took, file=answers, flush=True)


if __name__ == "__main__":
    main()
