"""What each try passes: its provider's breaker, its time, its tenant's money; and when to try again."""

import time
from collections.abc import Callable
from typing import TypeVar

from msgspec import Struct
from pydantic import BaseModel

from quarterdeck.kernel.money import NanoUsd
from quarterdeck.services.llm.asked import price_of
from quarterdeck.services.llm.breaker import Breaker
from quarterdeck.services.llm.budget import Budget, Reservation
from quarterdeck.services.llm.hop import Hop
from quarterdeck.services.llm.model import Call, Outcome
from quarterdeck.services.llm.provider import ProviderFailed, ProviderReply
from quarterdeck.services.llm.tokens import worst_case

R = TypeVar("R")

TRIES = 3
FIRST_PAUSE = 0.25
"""Seconds before the second try, doubled for the third."""

UNBILLED = {Outcome.UNREACHABLE, Outcome.REJECTED}
"""Ends at which a provider has not worked. At any other it may have, unseen, and is taken to have done its most."""


class Guards(Struct, frozen=True):
    """What stands between a call and its providers; ``timer`` counts seconds and never goes back."""

    breaker: Breaker
    budget: Budget
    timer: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep

    def admit(self, hop: Hop, seconds: float) -> None:
        """Let the hop be taken.

        Raises:
            ProviderFailed: its breaker is open, or there is no time.
        """
        if seconds <= 0:
            raise ProviderFailed(Outcome.TIMEOUT, "no time was left", ill=False)
        if not self.breaker.admits(hop.provider.name):
            raise ProviderFailed(Outcome.SKIPPED, "its breaker is open", ill=False)

    def tried(self, call: Callable[[float], R], until: float, *, last: bool) -> R:
        """Call with the seconds that are left, again after a failure that may pass.

        What pauses for long is left to the next hop, unless this is the ``last`` one.
        """
        attempt = 1
        while True:
            try:
                return call(until - self.timer())
            except ProviderFailed as failure:
                pause = (
                    FIRST_PAUSE * 2 ** (attempt - 1) if failure.retry_after is None else failure.retry_after
                )
                patient = last or pause <= FIRST_PAUSE
                if not (failure.transient and patient and attempt < TRIES and self.timer() + pause < until):
                    raise
                self.sleep(pause)
                attempt += 1

    def reserve(self, call: Call, hop: Hop, schema: type[BaseModel] | None) -> Reservation:
        """Hold what one try may cost.

        Raises:
            ProviderFailed: the tenant's budget has no room for it.
        """
        most = worst_case(hop.model, hop.max_output_tokens, call.messages, schema)
        held = self.budget.reserve(call.scope.tenant, most)
        if held is None:
            raise ProviderFailed(Outcome.NO_BUDGET, "the tenant's budget is used up", ill=False)
        return held

    def settle(self, held: Reservation, ended: ProviderReply | Outcome) -> None:
        """Replace what was held for a try by what it cost, as far as that is known."""
        if isinstance(ended, Outcome):
            self.budget.settle(held, NanoUsd(0) if ended in UNBILLED else held.amount)
        else:
            self.budget.settle(held, price_of(ended) or held.amount)

    def learn(self, hop: Hop, failure: ProviderFailed, seconds: float) -> None:
        """Count a failure against the provider, unless it had less time than it should have."""
        hurried = failure.outcome is Outcome.TIMEOUT and hop.seconds is not None and seconds < hop.seconds
        if failure.ill and not hurried:
            self.breaker.failed(hop.provider.name)
