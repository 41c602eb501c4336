"""What asking the models came to: the part of a completion that is recorded, and what is made of it."""

from collections.abc import Callable

from msgspec import Struct
from msgspec.structs import replace

from quarterdeck.kernel.money import NanoUsd, cost, has_price
from quarterdeck.services.llm.model import Attempt, Completion, Outcome, T, Usage
from quarterdeck.services.llm.provider import ProviderReply

EXTRACTIVE = "extractive"
"""The provider and the model of an answer that no model made."""

CACHE = "cache"
"""The provider of an answer that an earlier call's model made."""


class Asked(Struct, frozen=True):
    """The valid ``text`` of a reply with the provider and model that gave it, or None if there is none.

    The rest is as in ``Completion``.
    """

    text: str | None = None
    provider: str = EXTRACTIVE
    model: str = EXTRACTIVE
    usage: Usage = Usage()
    cost: NanoUsd = NanoUsd(0)
    priced: bool = True
    ms: int = 0
    cached: bool = False
    degraded: bool = False
    broke: bool = False
    attempts: tuple[Attempt, ...] = ()

    def billed(self, reply: ProviderReply) -> "Asked":
        """Add what the reply cost, whether it is of use or not."""
        return replace(
            self,
            usage=self.usage + reply.usage,
            cost=NanoUsd(self.cost + price_of(reply)),
            priced=self.priced and has_price(reply.model),
        )

    def after(self, attempt: Attempt) -> "Asked":
        """Add what came of one provider."""
        return replace(
            self, attempts=(*self.attempts, attempt), broke=self.broke or attempt.outcome is Outcome.NO_BUDGET
        )

    def completion(self, schema: type[T], extractive: Callable[[], T]) -> Completion[T]:
        """Return the answer in the text, or the extractive one where there is no text.

        Raises:
            ValidationError: the text isn't of the schema; it was recorded for another.
        """
        attempts = self.attempts
        if self.text is None:
            attempts = (*attempts, Attempt(EXTRACTIVE, Outcome.ANSWERED))
        return Completion(
            value=extractive() if self.text is None else schema.model_validate_json(self.text),
            provider=self.provider,
            model=self.model,
            usage=self.usage,
            cost=self.cost,
            priced=self.priced,
            ms=self.ms,
            degraded=self.degraded,
            attempts=attempts,
            cached=self.cached,
            broke=self.broke and self.degraded,
        )


def price_of(reply: ProviderReply) -> NanoUsd:
    """Return what the reply costs at the list price."""
    return cost(reply.model, reply.usage.input_tokens, reply.usage.output_tokens)
