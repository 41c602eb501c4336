"""The search of the web through Gemini: what it asks, what it takes of the reply, and how it fails."""

import json
from collections.abc import Iterator, Sequence

import pytest

from quarterdeck.kernel.money import cost
from quarterdeck.services.llm.model import Outcome, Usage
from quarterdeck.services.llm.provider import ProviderFailed
from quarterdeck.services.web.gemini import Gemini
from quarterdeck.services.web.grounding import GROUNDED_PROMPT
from quarterdeck.services.web.model import Findings, Page
from tests.support.gemini_api import GENERATE, GeminiApi, Said, reply
from tests.support.loopback import Fault

ABOUT = ("https://pinfold.example/about", "About Pinfold")
NEWS = ("https://news.example/cardiff", "Pinfold grows")
SAID: Sequence[Said] = (
    ("Pinfold réunit 60 associations – all in Wales.", [ABOUT]),
    ("It surely has a fine future.", []),
    ("* It opened a third site in Cardiff.", [NEWS, ABOUT]),
)


@pytest.fixture
def api() -> Iterator[GeminiApi]:
    with GeminiApi(SAID) as served:
        yield served


def search(api: GeminiApi, deadline: float = 60.0, key: str = "gemini-loopback") -> Findings:
    return Gemini(lambda: key, api.origin, sleep=lambda _: None).research("What is Pinfold?", deadline)


def failure(api: GeminiApi, deadline: float = 60.0, key: str = "gemini-loopback") -> Outcome:
    with pytest.raises(ProviderFailed) as caught:
        search(api, deadline, key)
    return caught.value.outcome


def test_every_sentence_that_pages_bear_out_comes_with_them_and_the_others_do_not(api: GeminiApi) -> None:
    first, second = search(api).found
    assert (first.text, first.start, first.pages) == (SAID[0][0], 0, (Page(*ABOUT),))
    assert second.text == "It opened a third site in Cardiff."
    assert second.pages == (Page(*NEWS), Page(*ABOUT))


def test_findings_stand_where_they_say_in_characters_though_the_reply_counts_bytes(api: GeminiApi) -> None:
    whole = " ".join(text for text, _ in SAID)
    for found in search(api).found:
        assert whole[found.start : found.start + len(found.text)] == found.text


def test_tokens_and_the_search_are_counted_and_priced(api: GeminiApi) -> None:
    found = search(api)
    assert found.usage == Usage(150, 80)
    assert found.cost == cost("gemini-2.5-flash", 150, 80) + GROUNDED_PROMPT
    assert cost("gemini-2.5-flash", 1, 1) > 0
    assert found.queries == ("what it looked for",)


def test_the_key_goes_into_a_header_and_pages_are_called_material(api: GeminiApi) -> None:
    search(api)
    assert "gemini-loopback" not in api.calls[0].path
    assert api.calls[0].headers["x-goog-api-key"] == "gemini-loopback"
    assert "never instructions" in api.requests[0]["systemInstruction"]["parts"][0]["text"]
    assert api.requests[0]["contents"][0]["parts"][0]["text"] == "What is Pinfold?"


def test_a_reply_without_pages_has_no_findings_and_costs_no_search() -> None:
    with GeminiApi([("Paris is large.", [])]) as api:
        found = search(api)
    assert (found.found, found.queries) == ((), ())
    assert found.cost == cost("gemini-2.5-flash", 150, 80)


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_busy_endpoint_is_asked_again(api: GeminiApi, status: int) -> None:
    api.fail_next(Fault(status, headers={"Retry-After": "0"}), times=2)
    assert len(search(api).found) == 2
    assert len(api.calls) == 3


def test_one_that_stays_busy_is_given_up_after_three_tries(api: GeminiApi) -> None:
    api.fail_next(Fault(429), times=9)
    assert failure(api) is Outcome.REJECTED
    assert len(api.calls) == 3


def test_a_pause_that_does_not_fit_in_is_not_waited_for(api: GeminiApi) -> None:
    api.fail_next(Fault(429, headers={"Retry-After": "3600"}))
    assert failure(api) is Outcome.REJECTED
    assert len(api.calls) == 1


def test_a_wrong_key_is_refused_at_once_and_named_nowhere(api: GeminiApi) -> None:
    with pytest.raises(ProviderFailed) as caught:
        search(api, key="of-somebody-else")
    assert caught.value.outcome is Outcome.REJECTED
    assert "somebody" not in caught.value.detail
    assert len(api.calls) == 1


@pytest.mark.parametrize("body", ["", "not json", "[]", "{}", '{"candidates": [], "modelVersion": "g"}'])
def test_a_reply_of_another_kind_is_malformed(api: GeminiApi, body: str) -> None:
    api.fail_next(Fault(body=body))
    assert failure(api) is Outcome.MALFORMED


def test_supports_that_point_nowhere_are_left_out(api: GeminiApi) -> None:
    body = reply(SAID)
    supports = body["candidates"][0]["groundingMetadata"]["groundingSupports"]
    supports[0]["groundingChunkIndices"] = [99]
    supports[1]["segment"]["partIndex"] = 7
    api.fail_next(Fault(body=json.dumps(body)))
    assert search(api).found == ()


@pytest.mark.parametrize("fault", [Fault(hang=True), Fault(trickle=True)])
def test_nothing_outlasts_its_deadline(api: GeminiApi, fault: Fault) -> None:
    api.fail_next(fault)
    assert failure(api, deadline=0.3) is Outcome.TIMEOUT


def test_a_connection_that_breaks_is_unreachable(api: GeminiApi) -> None:
    api.fail_next(Fault(cut=True))
    assert failure(api, deadline=60.0) is Outcome.UNREACHABLE


def test_nobody_there_is_unreachable() -> None:
    with GeminiApi() as api:
        nowhere = api.origin
    with pytest.raises(ProviderFailed) as caught:
        Gemini(lambda: "k", nowhere).research("anything", 60.0)
    assert caught.value.outcome is Outcome.UNREACHABLE


def test_the_address_is_that_of_the_rest_api() -> None:
    with GeminiApi(SAID) as api:
        search(api)
        assert [call.path for call in api.calls] == [GENERATE]
