"""What is peculiar to the endpoints that speak OpenAI's protocol, through the gateway and the real SDK."""

import time
from collections.abc import Iterator
from io import StringIO

import pytest

from quarterdeck.kernel.observability import logger
from quarterdeck.services.llm.model import Completion, Outcome
from quarterdeck.services.llm.openai_compatible import OpenAiCompatible
from tests.support.loopback import Fault
from tests.support.openai_api import OpenAiApi
from tests.unit.llm.desk import EXTRACT, GOOD, PROMPT, Desk, Findings, call
from tests.unit.llm.protocols import KEY


@pytest.fixture
def api() -> Iterator[OpenAiApi]:
    with OpenAiApi(GOOD, KEY) as api:
        yield api


def ask(url: str, key: str = KEY, deadline_ms: int = 10_000) -> Completion[Findings]:
    desk = Desk(timer=time.monotonic)
    gateway = desk.gateway(OpenAiCompatible(url, "gpt-4.1-mini", lambda: key))
    return gateway.complete(call(deadline_ms), Findings, lambda: EXTRACT)


def assert_fell_back(completion: Completion[Findings], outcome: Outcome) -> None:
    assert (completion.value, completion.provider, completion.degraded) == (EXTRACT, "extractive", True)
    assert completion.attempts[0].outcome is outcome


def test_a_good_answer_comes_back_typed_and_priced(api: OpenAiApi) -> None:
    completion = ask(api.url)
    assert (completion.provider, completion.model) == ("openai", "gpt-4.1-mini-2025-04-14")
    assert (completion.usage.input_tokens, completion.usage.output_tokens) == (120, 30)
    assert (completion.cost, completion.priced, completion.degraded) == (120 * 400 + 30 * 1600, True, False)


def test_the_request_carries_key_model_prompt_and_strict_schema(api: OpenAiApi) -> None:
    ask(api.url)
    request = api.requests[0]
    assert api.calls[0].headers["authorization"] == f"Bearer {KEY}"
    assert api.calls[0].headers["content-type"] == "application/json"
    assert not [name for name in api.calls[0].headers if name.startswith("x-stainless")]
    assert (request["model"], request["max_completion_tokens"]) == ("gpt-4.1-mini", 4096)
    assert request["messages"] == [{"role": one.role, "content": one.content} for one in PROMPT]
    shape = request["response_format"]["json_schema"]
    assert (shape["name"], shape["strict"]) == ("Findings", True)
    assert shape["schema"]["$defs"]["Cited"]["required"] == ["claim", "evidence"]


def test_an_endpoint_without_schemas_is_told_the_schema_in_words_and_remembered() -> None:
    with OpenAiApi(GOOD, KEY, structured=False) as api:
        provider = OpenAiCompatible(api.url, "gpt-4.1-mini", lambda: KEY)
        for _ in range(2):
            assert provider.complete(PROMPT, Findings, 5).text == GOOD
        first, second, third = api.requests
    assert second["response_format"] == third["response_format"] == {"type": "json_object"}
    assert second["messages"][0] == first["messages"][0]
    assert second["messages"][1]["content"].startswith(f"{PROMPT[1].content}\n\nAnswer with one JSON object")
    assert '"Cited"' in second["messages"][1]["content"]


@pytest.mark.parametrize("fault", [Fault(hang=True), Fault(trickle=True)], ids=["hangs", "trickles"])
def test_a_slow_endpoint_is_left_at_the_deadline(api: OpenAiApi, fault: Fault) -> None:
    api.fail_next(fault, times=5)
    started = time.monotonic()
    assert_fell_back(ask(api.url, deadline_ms=300), Outcome.TIMEOUT)
    assert time.monotonic() - started < 3


def test_a_wrong_key_falls_back_and_stays_out_of_the_logs(
    api: OpenAiApi, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    lines = StringIO()
    monkeypatch.setattr(logger.registered_handler, "stream", lines)
    caplog.set_level("DEBUG")
    assert_fell_back(ask(api.url, key="sk-wrong-key-1c9d"), Outcome.REJECTED)
    assert len(api.calls) == 1
    logged = lines.getvalue() + caplog.text
    assert "rejected: status 401" in logged
    assert "sk-wrong-key" not in logged
    assert "Marlow" not in logged


@pytest.mark.parametrize("key", ["", " ", "\n"])
def test_an_endpoint_without_keys_needs_none(key: str) -> None:
    with OpenAiApi(GOOD, key=None) as api:
        assert ask(api.url, key).provider == "openai"


def test_white_space_around_a_key_does_no_harm(api: OpenAiApi) -> None:
    assert ask(api.url, f" {KEY}\n").provider == "openai"


def test_a_garbled_key_falls_back(api: OpenAiApi) -> None:
    assert_fell_back(ask(api.url, "sk-“quoted”"), Outcome.REJECTED)
    assert not api.calls


def test_a_rotated_key_is_used_from_the_next_request_on(api: OpenAiApi) -> None:
    keys = iter(["sk-old", KEY])
    gateway = Desk(timer=time.monotonic).gateway(
        OpenAiCompatible(api.url, "gpt-4.1-mini", lambda: next(keys))
    )
    providers = [gateway.complete(call(), Findings, lambda: EXTRACT).provider for _ in range(2)]
    assert providers == ["extractive", "openai"]
