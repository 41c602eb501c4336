"""The order of a route, its deadline, its tries and its breaker."""

import threading

import pytest

from quarterdeck.kernel.errors import InvalidInput
from quarterdeck.services.llm.hop import Hop
from quarterdeck.services.llm.model import Attempt, Outcome, Usage
from quarterdeck.services.llm.provider import ProviderFailed, ProviderReply
from tests.unit.llm.desk import EXTRACT, FOUND, GOOD, Desk, Findings, Timer, call
from tests.unit.llm.scripted import COST, MINI, Scripted, complete, fails, outcomes, says


def test_without_providers_the_answer_is_extractive_and_not_degraded() -> None:
    completion = complete(Desk())
    assert (completion.value, completion.provider, completion.model) == (EXTRACT, "extractive", "extractive")
    assert (completion.cost, completion.usage, completion.degraded) == (0, Usage(), False)
    assert completion.attempts == (Attempt("extractive", Outcome.ANSWERED),)


def test_the_first_provider_that_answers_is_the_last_one_asked() -> None:
    second = Scripted("second", [says(GOOD)])
    completion = complete(Desk(), Scripted("first", [says(GOOD)]), second)
    assert (completion.value, completion.provider, completion.model) == (FOUND, "first", MINI)
    assert (completion.usage, completion.cost, completion.priced) == (Usage(100, 10), COST, True)
    assert not completion.degraded
    assert not second.asked


@pytest.mark.parametrize(
    "outcome",
    [Outcome.TIMEOUT, Outcome.UNREACHABLE, Outcome.CUT_OFF, Outcome.REJECTED, Outcome.MALFORMED],
)
def test_a_failing_provider_hands_over_to_the_next(outcome: Outcome) -> None:
    completion = complete(Desk(), Scripted("first", [fails(outcome)]), Scripted("second", [says(GOOD)]))
    assert outcomes(completion) == [("first", outcome), ("second", "answered")]
    assert not completion.degraded


@pytest.mark.parametrize(
    "text", ["", "null", "Sure! Here it is:", GOOD[:-1], '{"claims": 7}', "{}", "[" * 10_000]
)
def test_a_reply_that_breaks_the_schema_is_paid_for_and_not_used(text: str) -> None:
    completion = complete(Desk(), Scripted("first", [says(text)]))
    assert completion.value == EXTRACT
    assert completion.attempts[0] == Attempt("first", Outcome.MALFORMED)
    assert (completion.usage, completion.cost, completion.degraded) == (Usage(100, 10), COST, True)


def test_the_tokens_of_all_replies_are_counted() -> None:
    completion = complete(Desk(), Scripted("a", [says("{}")]), Scripted("b", [says(GOOD, "my-own-70b")]))
    assert (completion.usage, completion.cost, completion.priced) == (Usage(200, 20), COST, False)


def test_providers_share_the_time_that_is_left() -> None:
    timer = Timer()

    def slow() -> ProviderReply:
        timer.seconds += 1
        raise ProviderFailed(Outcome.TIMEOUT, "on purpose")

    providers = [Scripted(name, [slow]) for name in ("first", "second", "third")]
    completion = complete(Desk(timer=timer), *providers, deadline_ms=6000)
    assert [provider.asked for provider in providers] == [[2.0], [2.5], [4.0]]
    assert (completion.ms, completion.degraded) == (3000, True)


def test_a_provider_gets_the_seconds_of_its_own_and_none_after_the_deadline() -> None:
    timer = Timer()

    def slow() -> ProviderReply:
        timer.seconds += 3
        raise ProviderFailed(Outcome.TIMEOUT, "on purpose")

    providers = [Scripted(name, [slow]) for name in ("first", "second", "third")]
    complete(Desk(timer=timer), *(Hop(p, seconds=3) for p in providers), deadline_ms=5000)
    assert [provider.asked for provider in providers] == [[3.0], [2.0], []]


def test_a_provider_that_never_returns_is_left_behind() -> None:
    released = threading.Event()

    def hangs() -> ProviderReply:
        released.wait()
        return ProviderReply(GOOD, MINI, Usage())

    try:
        completion = complete(Desk(), Scripted("first", [hangs]), deadline_ms=30)
    finally:
        released.set()
    assert completion.value == EXTRACT
    assert completion.attempts[0] == Attempt("first", Outcome.TIMEOUT)


def test_an_error_that_is_nobodys_failure_is_not_hidden() -> None:
    def broken() -> ProviderReply:
        raise InvalidInput("a bug of ours")

    with pytest.raises(InvalidInput, match="a bug of ours"):
        complete(Desk(), Scripted("first", [broken]))


def test_the_last_provider_is_tried_three_times() -> None:
    desk, only = Desk(), Scripted("only", [fails(Outcome.REJECTED, transient=True)])
    assert complete(desk, only).degraded
    assert (len(only.asked), desk.pauses) == (3, [0.25, 0.5])


def test_a_provider_with_another_after_it_is_tried_twice() -> None:
    desk, first = Desk(), Scripted("first", [fails(Outcome.REJECTED, transient=True)])
    assert complete(desk, first, Scripted("second", [says(GOOD)])).provider == "second"
    assert (len(first.asked), desk.pauses) == (2, [0.25])


def test_a_rate_limit_is_waited_for_as_long_as_it_says() -> None:
    desk, limited = Desk(), fails(Outcome.REJECTED, transient=True, after=2.5)
    assert complete(desk, Scripted("only", [limited, says(GOOD)])).value == FOUND
    assert desk.pauses == [2.5]


@pytest.mark.parametrize("after", [5.0, 3600.0])
def test_a_rate_limit_beyond_the_deadline_is_not_waited_for(after: float) -> None:
    desk, limited = Desk(), fails(Outcome.REJECTED, transient=True, after=after)
    assert complete(desk, Scripted("only", [limited, says(GOOD)])).degraded
    assert desk.pauses == []


def test_what_would_fail_again_is_not_tried_again() -> None:
    only = Scripted("only", [fails(Outcome.TIMEOUT)])
    complete(Desk(), only)
    assert len(only.asked) == 1


def test_a_provider_that_keeps_failing_is_skipped_until_one_call_finds_it_well() -> None:
    desk = Desk()
    first = Scripted("first", [fails(Outcome.UNREACHABLE)] * 5 + [says(GOOD)])
    gateway = desk.gateway(first, Scripted("second", [says(GOOD)]))
    for _ in range(8):
        assert gateway.complete(call(), Findings, lambda: EXTRACT).provider == "second"
    assert len(first.asked) == 5
    desk.clock.pass_(31)
    assert gateway.complete(call(), Findings, lambda: EXTRACT).provider == "first"
    assert gateway.complete(call(), Findings, lambda: EXTRACT).provider == "first"


def test_what_one_prompt_or_little_time_is_to_blame_for_does_not_open_the_breaker() -> None:
    desk = Desk()
    refused = Scripted("refused", [fails(Outcome.REJECTED, ill=False)])
    hurried = Hop(Scripted("hurried", [fails(Outcome.TIMEOUT)]), seconds=20)
    gateway = desk.gateway(refused, hurried)
    for _ in range(8):
        completion = gateway.complete(call(), Findings, lambda: EXTRACT)
        assert outcomes(completion)[:2] == [("refused", "rejected"), ("hurried", "timeout")]
