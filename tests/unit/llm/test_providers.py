"""One suite that every provider passes, through its real client and over real sockets."""

import time
from collections.abc import Iterator
from contextlib import closing

import pytest

from quarterdeck.services.llm.deadline import paced
from quarterdeck.services.llm.model import Outcome, Usage
from quarterdeck.services.llm.provider import Provider, ProviderFailed, ProviderReply
from tests.support.loopback import Fault, Reply
from tests.support.model_api import INPUT_TOKENS, OUTPUT_TOKENS, ModelApi
from tests.unit.llm.desk import FOUND, GOOD, PROMPT, Findings
from tests.unit.llm.protocols import KEY, PROTOCOLS, Protocol

TEXT = "They asked for a pilot, and for a price that holds until May."
USAGE = Usage(INPUT_TOKENS, OUTPUT_TOKENS)


@pytest.fixture(params=PROTOCOLS, ids=lambda protocol: protocol.name)
def protocol(request: pytest.FixtureRequest) -> Protocol:
    found: Protocol = request.param
    return found


@pytest.fixture
def api(protocol: Protocol) -> Iterator[ModelApi]:
    with protocol.api(GOOD, KEY) as api:
        yield api


@pytest.fixture
def provider(protocol: Protocol, api: ModelApi) -> Provider:
    return protocol.provider(api.url, KEY)


def failure(provider: Provider, seconds: float = 5) -> ProviderFailed:
    with pytest.raises(ProviderFailed) as caught:
        provider.complete(PROMPT, Findings, seconds)
    return caught.value


def streamed(provider: Provider, seconds: float = 5) -> tuple[list[str], ProviderReply | ProviderFailed]:
    """Return the pieces, and the reply or the failure at their end."""
    pieces: list[str] = []
    try:
        with closing(paced(seconds, lambda: provider.stream(PROMPT, seconds))) as stream:
            for piece in stream:
                if isinstance(piece, ProviderReply):
                    return pieces, piece
                pieces.append(piece)
    except ProviderFailed as failed:
        return pieces, failed
    raise AssertionError("a stream must end in a reply or a failure")


def test_a_reply_is_json_of_the_schema_with_its_model_and_tokens(
    provider: Provider, protocol: Protocol
) -> None:
    reply = provider.complete(PROMPT, Findings, 5)
    assert Findings.model_validate_json(reply.text) == FOUND
    assert (reply.model, reply.usage) == (protocol.list_name, USAGE)


def test_the_request_carries_the_prompt_and_the_schema(provider: Provider, api: ModelApi) -> None:
    provider.complete(PROMPT, Findings, 5)
    [request] = api.requests
    assert all(message.content in str(request) for message in PROMPT)
    assert "ids such as e1" in str(request)


def test_a_stream_yields_the_text_as_it_comes_and_then_the_whole(
    provider: Provider, api: ModelApi, protocol: Protocol
) -> None:
    api.text = TEXT
    pieces, reply = streamed(provider)
    assert "".join(pieces) == TEXT
    assert len([piece for piece in pieces if piece]) == len(api.pieces())
    assert reply == ProviderReply(TEXT, protocol.list_name, USAGE)


def test_a_stream_that_is_cut_off_keeps_what_was_said(provider: Provider, api: ModelApi) -> None:
    api.text = TEXT
    api.fail_next(Fault(carried_out=True, cut_after=5))
    pieces, failed = streamed(provider)
    assert isinstance(failed, ProviderFailed)
    assert failed.outcome is Outcome.CUT_OFF
    assert "".join(pieces)
    assert TEXT.startswith("".join(pieces))


def test_a_stream_that_stops_without_its_end_is_cut_off(
    provider: Provider, api: ModelApi, monkeypatch: pytest.MonkeyPatch
) -> None:
    api.text = TEXT
    whole = api.answer
    monkeypatch.setattr(api, "answer", lambda call: _first(whole(call), 4))
    _, failed = streamed(provider)
    assert isinstance(failed, ProviderFailed)
    assert failed.outcome is Outcome.CUT_OFF


def test_a_stream_that_fails_in_the_middle_is_cut_off(
    provider: Provider, api: ModelApi, protocol: Protocol, monkeypatch: pytest.MonkeyPatch
) -> None:
    api.text = TEXT
    whole = api.answer
    monkeypatch.setattr(api, "answer", lambda call: _first(whole(call), 4, protocol.failed_stream))
    pieces, failed = streamed(provider)
    assert pieces
    assert isinstance(failed, ProviderFailed)
    assert failed.outcome is Outcome.CUT_OFF


def test_a_stream_that_hangs_is_left_at_the_deadline(provider: Provider, api: ModelApi) -> None:
    api.text = TEXT
    api.fail_next(Fault(carried_out=True, hang_after=4))
    started = time.monotonic()
    pieces, failed = streamed(provider, 2)
    assert time.monotonic() - started < 6
    assert pieces
    assert isinstance(failed, ProviderFailed)
    assert failed.outcome is Outcome.TIMEOUT


def test_what_is_no_stream_is_not_taken_for_one(provider: Provider, api: ModelApi) -> None:
    api.fail_next(Fault(body="<html>It works!</html>", headers={"Content-Type": "text/html"}))
    pieces, failed = streamed(provider)
    assert not any(pieces)
    assert isinstance(failed, ProviderFailed)


@pytest.mark.parametrize("status", [429, 500, 503, 529])
def test_a_failure_that_may_pass_says_so_and_speaks_against_the_provider(
    provider: Provider, api: ModelApi, status: int
) -> None:
    api.fail_next(Fault(status, '{"message": "sk-secret"}', {"Retry-After": "2.5"}))
    failed = failure(provider)
    assert (failed.outcome, failed.transient, failed.ill) == (Outcome.REJECTED, True, True)
    assert failed.retry_after == 2.5
    assert "sk-secret" not in failed.detail
    assert len(api.calls) == 1


@pytest.mark.parametrize("told", ["nan", "-1", "soon", "Wed, 21 Oct 2026 07:28:00 GMT", ""])
def test_a_rate_limit_that_names_no_seconds_names_none(provider: Provider, api: ModelApi, told: str) -> None:
    api.fail_next(Fault(429, "{}", {"Retry-After": told}))
    assert failure(provider).retry_after is None


def test_a_prompt_that_is_refused_says_nothing_of_the_provider(provider: Provider, api: ModelApi) -> None:
    api.fail_next(Fault(400, "{}"), times=2)
    failed = failure(provider)
    assert (failed.outcome, failed.transient, failed.ill) == (Outcome.REJECTED, False, False)


def test_a_refused_credential_is_no_use_to_any_call(
    protocol: Protocol, api: ModelApi, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "sk-wrong")
    failed = failure(protocol.provider(api.url, "sk-wrong"))
    assert (failed.outcome, failed.transient, failed.ill) == (Outcome.REJECTED, False, True)
    assert "sk-wrong" not in failed.detail


def test_a_stream_is_refused_like_a_completion(provider: Provider, api: ModelApi) -> None:
    api.fail_next(Fault(503, "{}"))
    pieces, failed = streamed(provider)
    assert not pieces
    assert isinstance(failed, ProviderFailed)
    assert (failed.outcome, failed.transient) == (Outcome.REJECTED, True)


def test_a_cut_connection_may_have_been_heard(provider: Provider, api: ModelApi) -> None:
    api.fail_next(Fault(cut=True))
    failed = failure(provider)
    assert (failed.outcome, failed.transient) == (Outcome.CUT_OFF, True)


def test_an_endpoint_that_nobody_serves_is_unreachable(protocol: Protocol) -> None:
    with protocol.api(GOOD, KEY) as api:
        url = api.url
    failed = failure(protocol.provider(url, KEY))
    assert (failed.outcome, failed.transient, failed.ill) == (Outcome.UNREACHABLE, True, True)


@pytest.mark.parametrize("body", ["", "<html></html>", '{"choices": []}', GOOD])
def test_what_is_no_reply_of_the_protocol_is_malformed(provider: Provider, api: ModelApi, body: str) -> None:
    api.fail_next(Fault(body=body))
    failed = failure(provider)
    assert (failed.outcome, failed.transient) == (Outcome.MALFORMED, False)


def test_a_model_that_does_not_keep_to_the_schema_is_left_to_the_caller(
    provider: Provider, api: ModelApi
) -> None:
    api.text = "I can't say."
    reply = provider.complete(PROMPT, Findings, 5)
    assert reply.text in {"", "I can't say."}
    assert reply.usage == USAGE


def test_a_check_asks_for_next_to_nothing(provider: Provider, api: ModelApi, protocol: Protocol) -> None:
    provider.check(5)
    [asked] = api.calls
    assert b"Marlow" not in asked.body
    assert not asked.body or (protocol.name == "bedrock" and b'"maxTokens": 1}' in asked.body)


def test_a_check_of_what_does_not_answer_fails(protocol: Protocol) -> None:
    with protocol.api(GOOD, KEY) as api:
        url = api.url
    with pytest.raises(ProviderFailed, match="unreachable"):
        protocol.provider(url, KEY).check(5)


def test_connections_are_kept(provider: Provider, api: ModelApi) -> None:
    for _ in range(3):
        provider.complete(PROMPT, Findings, 5)
    assert len({asked.client for asked in api.calls}) == 1


def _first(reply: Reply, pieces: int, then: tuple[bytes, ...] = ()) -> Reply:
    return Reply({}, pieces=(*reply.pieces[:pieces], *then), content_type=reply.content_type)
