"""Money as whole billionths of a US dollar, and what tokens cost by the public price lists."""

import re
from decimal import Decimal
from typing import NewType

NanoUsd = NewType("NanoUsd", int)
"""1e-9 US dollars: a dollar a million tokens is 1,000 of these a token."""


def nano_usd(dollars: Decimal) -> NanoUsd:
    """Return the amount in billionths, rounded down."""
    return NanoUsd(int(dollars * 10**9))


# (input, output) per token: list prices for standard processing of text, as reported from January to April 2026.
# Cached input is billed lower, so a cost is an upper bound. Where a price grows with the prompt, it is the one for up
# to 200,000 tokens.
PRICES: dict[str, tuple[int, int]] = {
    # https://platform.openai.com/docs/pricing
    "gpt-4.1": (2_000, 8_000),
    "gpt-4.1-mini": (400, 1_600),
    "gpt-4.1-nano": (100, 400),
    "gpt-4o": (2_500, 10_000),
    "gpt-4o-mini": (150, 600),
    "gpt-5": (1_250, 10_000),
    "gpt-5-mini": (250, 2_000),
    "gpt-5-nano": (50, 400),
    # https://docs.anthropic.com/en/docs/about-claude/pricing
    "claude-opus-4-6": (5_000, 25_000),
    "claude-opus-4-5": (5_000, 25_000),
    "claude-sonnet-4-6": (3_000, 15_000),
    "claude-sonnet-4-5": (3_000, 15_000),
    "claude-haiku-4-5": (1_000, 5_000),
    # https://ai.google.dev/gemini-api/docs/pricing
    "gemini-2.5-pro": (1_250, 10_000),
    "gemini-2.5-flash": (300, 2_500),
    "gemini-2.5-flash-lite": (100, 400),
    # https://groq.com/pricing
    "llama-3.3-70b-versatile": (590, 790),
    "llama-3.1-8b-instant": (50, 80),
    # https://cohere.com/pricing; R7B's 37.5 is rounded up
    "command-a-03-2025": (2_500, 10_000),
    "command-r7b-12-2024": (38, 150),
    # https://aws.amazon.com/bedrock/pricing; Claude's are a tenth above Anthropic's own in one region
    "amazon.nova-pro": (800, 3_200),
    "amazon.nova-lite": (60, 240),
    "amazon.nova-micro": (35, 140),
    "anthropic.claude-sonnet-4-5": (3_300, 16_500),
    "anthropic.claude-haiku-4-5": (1_100, 5_500),
}

# `gpt-4.1-2025-04-14`, `claude-haiku-4-5-20251001`, `eu.amazon.nova-lite-v1:0` and `models/gemini-2.5-pro` are dated,
# regional or prefixed names of the above.
_SNAPSHOT = re.compile(r"(-\d{4}-\d{2}-\d{2}|-\d{8})?(-v\d+:\d+)?$")
_PLACE = re.compile(r"^((us|eu|apac|jp|au|global)\.|models/)")


def has_price(model: str) -> bool:
    """Tell whether the model, or the model that it is a dated snapshot of, has a list price."""
    return _listed(model) in PRICES


def cost(model: str, input_tokens: int, output_tokens: int) -> NanoUsd:
    """Return what the tokens cost at the list price: zero for a model without one, such as a self-hosted."""
    price_in, price_out = PRICES.get(_listed(model), (0, 0))
    return NanoUsd(price_in * input_tokens + price_out * output_tokens)


def _listed(model: str) -> str:
    """Return the name by which the price list would have the model."""
    if model in PRICES:
        return model
    return _PLACE.sub("", _SNAPSHOT.sub("", model, count=1), count=1)
