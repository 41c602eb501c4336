"""Money as whole billionths of a US dollar, and what tokens cost by the public price lists."""

import re
from typing import NewType

NanoUsd = NewType("NanoUsd", int)
"""1e-9 US dollars: a dollar a million tokens is 1,000 of these a token."""

# (input, output) per token. OpenAI's list prices for standard processing, as reported in April 2026, of
# https://platform.openai.com/docs/pricing. Cached input is billed lower, so a cost is an upper bound.
PRICES: dict[str, tuple[NanoUsd, NanoUsd]] = {
    "gpt-4.1": (NanoUsd(2_000), NanoUsd(8_000)),
    "gpt-4.1-mini": (NanoUsd(400), NanoUsd(1_600)),
    "gpt-4.1-nano": (NanoUsd(100), NanoUsd(400)),
    "gpt-4o": (NanoUsd(2_500), NanoUsd(10_000)),
    "gpt-4o-mini": (NanoUsd(150), NanoUsd(600)),
    "gpt-5": (NanoUsd(1_250), NanoUsd(10_000)),
    "gpt-5-mini": (NanoUsd(250), NanoUsd(2_000)),
    "gpt-5-nano": (NanoUsd(50), NanoUsd(400)),
    # Google's, of https://ai.google.dev/gemini-api/docs/pricing, as of the same month.
    "gemini-2.5-flash": (NanoUsd(300), NanoUsd(2_500)),
}

_SNAPSHOT = re.compile(r"-\d{4}-\d{2}-\d{2}$")


def has_price(model: str) -> bool:
    """Tell whether the model, or the model that it is a dated snapshot of, has a list price."""
    return _SNAPSHOT.sub("", model) in PRICES


def cost(model: str, input_tokens: int, output_tokens: int) -> NanoUsd:
    """Return what the tokens cost at the list price: zero for a model without one, such as a self-hosted."""
    price_in, price_out = PRICES.get(_SNAPSHOT.sub("", model), (0, 0))
    return NanoUsd(price_in * input_tokens + price_out * output_tokens)
