import time
from collections.abc import Iterator
from io import StringIO

import pytest
from pydantic import BaseModel, Field

from quarterdeck.kernel.observability import logger
from quarterdeck.services.llm.gateway import Gateway
from quarterdeck.services.llm.model import Completion, Message, Outcome
from quarterdeck.services.llm.openai_compatible import OpenAiCompatible
from tests.support.loopback import Fault
from tests.support.openai_api import OpenAiApi

KEY = "sk-loopback-7f3a"
PROMPT = [Message("system", "Answer from the evidence."), Message("user", "What did Marlow Freight ask for?")]


class Cited(BaseModel):
    claim: str
    evidence: list[str] = Field(default=[], description="ids such as e1")


class Findings(BaseModel):
    claims: list[Cited]


GOOD = '{"claims": [{"claim": "They asked for a pilot.", "evidence": ["e1"]}]}'
EXTRACT = Findings(claims=[Cited(claim="We would want a pilot first.", evidence=["e1"])])


@pytest.fixture
def api() -> Iterator[OpenAiApi]:
    with OpenAiApi(GOOD, KEY) as api:
        yield api


class Asked:
    """The real SDK behind the gateway, with pauses that are noted instead of slept."""

    def __init__(self, url: str, key: str = KEY) -> None:
        self.pauses: list[float] = []
        provider = OpenAiCompatible(url, "gpt-4.1-mini", lambda: key, sleep=self.pauses.append)
        self.gateway = Gateway([provider])

    def __call__(self, deadline_ms: int = 10_000) -> Completion[Findings]:
        return self.gateway.complete("EXTRACTIVE_FACT", PROMPT, Findings, lambda: EXTRACT, deadline_ms)


def assert_fell_back(completion: Completion[Findings], outcome: Outcome) -> None:
    assert (completion.value, completion.provider, completion.degraded) == (EXTRACT, "extractive", True)
    assert completion.attempts[0].outcome is outcome


def test_a_good_answer_comes_back_typed_and_priced(api: OpenAiApi) -> None:
    completion = Asked(api.url)()
    assert completion.value == Findings(claims=[Cited(claim="They asked for a pilot.", evidence=["e1"])])
    assert (completion.provider, completion.model) == ("openai", "gpt-4.1-mini-2025-04-14")
    assert (completion.usage.input_tokens, completion.usage.output_tokens) == (120, 30)
    assert (completion.cost, completion.priced, completion.degraded) == (120 * 400 + 30 * 1600, True, False)


def test_the_request_carries_key_model_prompt_and_strict_schema(api: OpenAiApi) -> None:
    Asked(api.url)()
    request = api.requests[0]
    assert api.calls[0].headers["authorization"] == f"Bearer {KEY}"
    assert request["model"] == "gpt-4.1-mini"
    assert request["messages"] == [{"role": one.role, "content": one.content} for one in PROMPT]
    shape = request["response_format"]["json_schema"]
    assert (shape["name"], shape["strict"]) == ("Findings", True)
    assert shape["schema"]["$defs"]["Cited"]["required"] == ["claim", "evidence"]


def test_an_endpoint_without_schemas_is_told_the_schema_in_words() -> None:
    with OpenAiApi(GOOD, KEY, structured=False) as api:
        assert Asked(api.url)().provider == "openai"
        first, second = api.requests
    assert second["response_format"] == {"type": "json_object"}
    assert second["messages"][0] == first["messages"][0]
    assert second["messages"][1]["content"].startswith(f"{PROMPT[1].content}\n\nAnswer with one JSON object")
    assert '"Cited"' in second["messages"][1]["content"]


def test_a_rate_limit_is_waited_for_as_long_as_it_says(api: OpenAiApi) -> None:
    api.fail_next(Fault(429, "{}", {"Retry-After": "2.5"}))
    ask = Asked(api.url)
    assert ask().provider == "openai"
    assert ask.pauses == [2.5]


@pytest.mark.parametrize("retry_after", ["3600", "9999999999", "10"])
def test_a_rate_limit_beyond_the_deadline_is_not_waited_for(api: OpenAiApi, retry_after: str) -> None:
    api.fail_next(Fault(429, "{}", {"Retry-After": retry_after}))
    ask = Asked(api.url)
    assert_fell_back(ask(deadline_ms=500), Outcome.REJECTED)
    assert (ask.pauses, len(api.calls)) == ([], 1)


@pytest.mark.parametrize("retry_after", ["nan", "-1", "soon", "Wed, 21 Oct 2026 07:28:00 GMT", ""])
def test_a_rate_limit_that_names_no_seconds_is_waited_for_a_little(api: OpenAiApi, retry_after: str) -> None:
    api.fail_next(Fault(429, "{}", {"Retry-After": retry_after}))
    ask = Asked(api.url)
    assert ask().provider == "openai"
    assert ask.pauses == [0.25]


@pytest.mark.parametrize("status", [500, 502, 503, 529])
def test_a_failing_server_is_tried_three_times(api: OpenAiApi, status: int) -> None:
    api.fail_next(Fault(status, "<html>bad gateway</html>"), times=5)
    ask = Asked(api.url)
    assert_fell_back(ask(), Outcome.REJECTED)
    assert (ask.pauses, len(api.calls)) == ([0.25, 0.5], 3)


def test_a_cut_connection_is_tried_again(api: OpenAiApi) -> None:
    api.fail_next(Fault(cut=True))
    assert Asked(api.url)().provider == "openai"
    api.fail_next(Fault(cut=True), times=5)
    assert_fell_back(Asked(api.url)(), Outcome.UNREACHABLE)


def test_an_endpoint_that_nobody_serves_is_unreachable() -> None:
    with OpenAiApi() as api:
        url = api.url
    assert_fell_back(Asked(url)(), Outcome.UNREACHABLE)


@pytest.mark.parametrize("fault", [Fault(hang=True), Fault(trickle=True)], ids=["hangs", "trickles"])
def test_a_slow_endpoint_is_left_at_the_deadline(api: OpenAiApi, fault: Fault) -> None:
    api.fail_next(fault, times=5)
    started = time.monotonic()
    assert_fell_back(Asked(api.url)(deadline_ms=300), Outcome.TIMEOUT)
    assert time.monotonic() - started < 3


@pytest.mark.parametrize(
    "body", ["", "null", "[]", "<html></html>", '{"choices": []}', '{"model": "m", "choices": [{}]}', GOOD]
)
def test_what_is_no_chat_completion_is_malformed(api: OpenAiApi, body: str) -> None:
    api.fail_next(Fault(body=body))
    assert_fell_back(Asked(api.url)(), Outcome.MALFORMED)


@pytest.mark.parametrize("text", ["Here is your JSON!", '{"claims": "none"}', '{"claims": [{}]}', ""])
def test_an_answer_that_breaks_the_schema_is_malformed(text: str) -> None:
    with OpenAiApi(text, KEY) as api:
        completion = Asked(api.url)()
    assert_fell_back(completion, Outcome.MALFORMED)
    assert completion.cost == 120 * 400 + 30 * 1600


def test_a_wrong_key_falls_back_and_stays_out_of_the_logs(
    api: OpenAiApi, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    lines = StringIO()
    monkeypatch.setattr(logger.registered_handler, "stream", lines)
    caplog.set_level("DEBUG")
    assert_fell_back(Asked(api.url, key="sk-wrong-key-1c9d")(), Outcome.REJECTED)
    assert len(api.calls) == 1
    logged = lines.getvalue() + caplog.text
    assert "rejected: status 401" in logged
    assert "sk-wrong-key" not in logged
    assert "Marlow" not in logged


@pytest.mark.parametrize("key", ["", " ", "\n"])
def test_an_endpoint_without_keys_needs_none(key: str) -> None:
    with OpenAiApi(GOOD, key=None) as api:
        assert Asked(api.url, key)().provider == "openai"


def test_white_space_around_a_key_does_no_harm(api: OpenAiApi) -> None:
    assert Asked(api.url, f" {KEY}\n")().provider == "openai"


def test_a_garbled_key_falls_back(api: OpenAiApi) -> None:
    assert_fell_back(Asked(api.url, "sk-“quoted”")(), Outcome.REJECTED)
    assert not api.calls


def test_a_rotated_key_is_used_from_the_next_request_on(api: OpenAiApi) -> None:
    keys = iter(["sk-old", KEY])
    provider = OpenAiCompatible(api.url, "gpt-4.1-mini", lambda: next(keys))
    outcomes = [
        Gateway([provider]).complete("X", PROMPT, Findings, lambda: EXTRACT, 5000).provider for _ in range(2)
    ]
    assert outcomes == ["extractive", "openai"]
