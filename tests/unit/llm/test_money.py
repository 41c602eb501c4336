import pytest
from hypothesis import given
from hypothesis import strategies as st

from quarterdeck.kernel.money import PRICES, cost, has_price

tokens = st.integers(0, 10**7)


def test_a_million_tokens_cost_the_list_price() -> None:
    assert cost("gpt-4.1-mini", 1_000_000, 0) == 400_000_000
    assert cost("gpt-4.1-mini", 0, 1_000_000) == 1_600_000_000


def test_a_dated_snapshot_costs_what_its_model_costs() -> None:
    assert cost("gpt-4o-mini-2024-07-18", 1000, 10) == cost("gpt-4o-mini", 1000, 10) == 156_000


@pytest.mark.parametrize(
    ("name", "listed"),
    [
        ("claude-haiku-4-5-20251001", "claude-haiku-4-5"),
        ("eu.amazon.nova-lite-v1:0", "amazon.nova-lite"),
        ("global.anthropic.claude-sonnet-4-5-20250929-v1:0", "anthropic.claude-sonnet-4-5"),
        ("models/gemini-2.5-flash", "gemini-2.5-flash"),
    ],
)
def test_a_dated_regional_or_prefixed_name_costs_what_its_model_costs(name: str, listed: str) -> None:
    assert cost(name, 1000, 10) == cost(listed, 1000, 10) > 0


@pytest.mark.parametrize("model", ["llama-3.3-70b", "", "gpt-4.1-mini-2025", "my-gpt-4o"])
def test_a_model_without_a_list_price_says_so(model: str) -> None:
    assert not has_price(model)
    assert cost(model, 1000, 1000) == 0


@given(model=st.sampled_from(sorted(PRICES)), one=st.tuples(tokens, tokens), two=st.tuples(tokens, tokens))
def test_costs_add_up_without_rounding(model: str, one: tuple[int, int], two: tuple[int, int]) -> None:
    assert cost(model, *one) + cost(model, *two) == cost(model, one[0] + two[0], one[1] + two[1])
