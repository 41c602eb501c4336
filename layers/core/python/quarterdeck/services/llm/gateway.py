"""Tries the configured models in order within one deadline, and ends at what needs no model."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from pydantic import ValidationError

from quarterdeck.kernel.money import NanoUsd, cost, has_price
from quarterdeck.kernel.observability import logger
from quarterdeck.services.llm.deadline import within
from quarterdeck.services.llm.model import (
    Attempt,
    Completion,
    Message,
    Outcome,
    Provider,
    ProviderFailed,
    ProviderReply,
    T,
    Usage,
)

EXTRACTIVE = "extractive"
"""The provider and the model of an answer that no model made."""


@dataclass
class _Tally:
    """What the attempts at one completion came to so far."""

    attempts: list[Attempt] = field(default_factory=list)
    usage: Usage = field(default_factory=Usage)
    cost: int = 0
    priced: bool = True

    def bill(self, reply: ProviderReply) -> None:
        self.usage += reply.usage
        self.cost += cost(reply.model, reply.usage.input_tokens, reply.usage.output_tokens)
        self.priced = self.priced and has_price(reply.model)

    def completion(
        self, value: T, provider: str, model: str, seconds: float, *, degraded: bool
    ) -> Completion[T]:
        attempts = (*self.attempts, Attempt(provider, Outcome.ANSWERED))
        ms, price = round(seconds * 1000), NanoUsd(self.cost)
        return Completion(value, provider, model, self.usage, price, self.priced, ms, degraded, attempts)


class Gateway:
    """Completes prompts through ``providers``, best first; ``timer`` counts seconds and never goes back."""

    def __init__(
        self, providers: Sequence[Provider] = (), timer: Callable[[], float] = time.monotonic
    ) -> None:
        self._providers = tuple(providers)
        self._timer = timer

    def complete(
        self,
        contract: str,
        messages: Sequence[Message],
        schema: type[T],
        extractive: Callable[[], T],
        deadline_ms: int,
    ) -> Completion[T]:
        """Return the first provider's answer that fits the schema, else what ``extractive`` returns.

        No provider's failure gets out. All providers share ``deadline_ms``; the extractive answer comes on
        top of it. ``contract`` names the work in the logs, which hold no text of a prompt or an answer.
        """
        started, tally = self._timer(), _Tally()
        for provider in self._providers:
            seconds = started + deadline_ms / 1000 - self._timer()
            try:
                value, model = _ask(provider, messages, schema, seconds, tally)
            except ProviderFailed as failure:
                tally.attempts.append(Attempt(provider.name, failure.outcome))
                logger.warning(
                    "model failed", contract=contract, provider=provider.name, reason=failure.detail
                )
            else:
                return tally.completion(value, provider.name, model, self._timer() - started, degraded=False)
        value, degraded = extractive(), bool(self._providers)
        return tally.completion(value, EXTRACTIVE, EXTRACTIVE, self._timer() - started, degraded=degraded)


def _ask(
    provider: Provider, messages: Sequence[Message], schema: type[T], seconds: float, tally: _Tally
) -> tuple[T, str]:
    """Return the provider's valid answer and the model that gave it."""
    reply = within(seconds, lambda: provider.complete(messages, schema, seconds))
    tally.bill(reply)
    try:
        return schema.model_validate_json(reply.text), reply.model
    except ValidationError as error:
        raise ProviderFailed(Outcome.MALFORMED, f"{error.error_count()} errors against the schema") from None
