"""The routes document: what it may say, and which way a call goes by it."""

from collections import Counter

import pytest
from pydantic import ValidationError

from quarterdeck.kernel.money import has_price
from quarterdeck.kernel.tenancy import tenant_id
from quarterdeck.services.llm.budget import Limits
from quarterdeck.services.llm.configure import PACKAGED, routes_from_toml
from quarterdeck.services.llm.model import Call, Message, Scope, Tier
from quarterdeck.services.llm.router import Router
from tests.unit.llm.desk import TENANT

PROVIDERS = """
[providers.main]
protocol = "openai"
url = "http://127.0.0.1:9/v1"
key = "main_key"
small = "gpt-4.1-nano"
large = "gpt-4.1"
seconds = 4

[providers.own]
protocol = "openai"
url = "http://127.0.0.1:9/v1"
small = "lora-judge"
large = "lora-sales"

[providers.claude]
protocol = "anthropic"
url = "http://127.0.0.1:9"
key = "claude_key"
small = "claude-haiku-4-5"
large = "claude-sonnet-4-5"

[providers.nova]
protocol = "bedrock"
small = "amazon.nova-lite-v1:0"
large = "amazon.nova-pro-v1:0"

[providers.command]
protocol = "cohere"
url = "http://127.0.0.1:9"
key = "command_key"
small = "command-r7b-12-2024"
large = "command-a-03-2025"
"""
ROUTES = """
[routes.default]
primary = "main"
alternative = "own"
weights = [3, 1]
fallbacks = ["claude", "nova", "command"]

[routes.NEXT_STEPS]
primary = "claude"
fallbacks = ["main"]
max_output_tokens = 500

[budget]
day_usd = 1.5

[budget.tenants.big-tenant]
month_usd = 200
"""
KEYS = {"main_key": "sk-1", "claude_key": "sk-2", "command_key": "sk-3"}


def call(text: str = "Hello", contract: str = "EXTRACTIVE_FACT", tier: Tier = Tier.LARGE) -> Call:
    return Call(Scope(TENANT, contract, "1"), text, (Message("user", text),), 5000, tier)


def router(keys: dict[str, str] | None = None) -> Router:
    return Router(routes_from_toml(PROVIDERS + ROUTES), lambda: KEYS if keys is None else keys)


def names(router: Router, asked: Call) -> list[str]:
    return [hop.provider.name for hop in router(asked)]


def test_calls_are_shared_by_weight_and_an_equal_call_goes_the_same_way() -> None:
    calls = [call(f"Question {number}") for number in range(400)]
    one, other = router(), router()
    firsts = [names(one, asked)[0] for asked in calls]
    assert firsts == [names(other, asked)[0] for asked in calls]
    shares = Counter(firsts)
    assert set(shares) == {"main", "own"}
    assert 70 <= shares["own"] <= 130


def test_the_alternative_and_the_primary_stand_in_for_each_other() -> None:
    shared = router()
    orders = {tuple(names(shared, call(f"Question {number}"))) for number in range(50)}
    fallbacks = ("claude", "nova", "command")
    assert orders == {("main", "own", *fallbacks), ("own", "main", *fallbacks)}


def test_a_contract_has_its_own_route_with_its_own_length() -> None:
    hops = router()(call(contract="NEXT_STEPS"))
    assert [(hop.provider.name, hop.model, hop.max_output_tokens, hop.seconds) for hop in hops] == [
        ("claude", "claude-sonnet-4-5", 500, None),
        ("main", "gpt-4.1", 500, 4),
    ]


def test_the_tier_chooses_the_model() -> None:
    hops = router()(call(contract="NEXT_STEPS", tier=Tier.SMALL))
    assert [hop.model for hop in hops] == ["claude-haiku-4-5", "gpt-4.1-nano"]


@pytest.mark.parametrize("key", ["", " \n"])
def test_a_provider_without_its_key_is_left_out(key: str) -> None:
    assert set(names(router({"main_key": key, "claude_key": "sk-2"}), call())) == {"own", "claude", "nova"}
    assert names(router({}), call(contract="NEXT_STEPS")) == []


def test_the_providers_in_use_are_those_that_routes_name_and_keys_open() -> None:
    assert [provider.name for provider in router({"main_key": "sk-1"}).in_use()] == ["main", "own", "nova"]


def test_tenants_have_the_common_budget_or_their_own() -> None:
    routes = router().routes
    assert routes.limits(TENANT) == Limits(day=1_500_000_000)  # type: ignore[arg-type]
    assert routes.limits(tenant_id("big-tenant")) == Limits(month=200_000_000_000)  # type: ignore[arg-type]


def test_the_packaged_routes_price_every_model() -> None:
    routes = routes_from_toml(PACKAGED.read_text())
    models = [endpoint.model(tier) for endpoint in routes.providers.values() for tier in Tier]
    assert [model for model in models if not has_price(model)] == []
    assert Router(routes, dict)(call()) == ()


@pytest.mark.parametrize(
    ("document", "problem"),
    [
        (PROVIDERS, "routes"),
        (PROVIDERS + "[routes.OTHER]\nprimary = 'main'", "there is no route default"),
        (PROVIDERS + "[routes.default]\nprimary = 'mian'", "the route default names unknown providers: mian"),
        (PROVIDERS + "[routes.default]\nprimary = 'main'\nfallbacks = ['main']", "names a provider twice"),
        (
            PROVIDERS + "[routes.default]\nprimary = 'main'\nweights = [0, 0]",
            "one of the weights must be above 0",
        ),
        (PROVIDERS + "[routes.default]\nprimary = 'main'\nfallback = 'own'", "fallback"),
        (
            "[providers.a]\nprotocol = 'openai'\nsmall = 'm'\nlarge = 'm'\n[routes.default]\nprimary = 'a'",
            "a provider of the protocol openai needs a url",
        ),
        (
            PROVIDERS.replace('"bedrock"', '"bedrock"\nkey = "k"') + ROUTES,
            "bedrock takes no key",
        ),
        (PROVIDERS + ROUTES.replace("1.5", "-1"), "greater than or equal to 0"),
    ],
)
def test_a_document_that_cannot_work_says_where(document: str, problem: str) -> None:
    with pytest.raises(ValidationError, match=problem):
        routes_from_toml(document)
