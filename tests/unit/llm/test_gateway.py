"""The order of a route, its deadline, its breaker and its budget, over providers that do as they are told."""

import threading
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, field
from io import StringIO

import pytest
from pydantic import BaseModel

from quarterdeck.kernel.errors import InvalidInput
from quarterdeck.kernel.money import NanoUsd
from quarterdeck.kernel.observability import logger
from quarterdeck.services.llm.budget import Limits
from quarterdeck.services.llm.hop import Hop
from quarterdeck.services.llm.model import Attempt, Call, Completion, Message, Outcome, Usage
from quarterdeck.services.llm.provider import ProviderFailed, ProviderReply
from quarterdeck.services.llm.streaming import Streamed
from quarterdeck.services.llm.tokens import worst_case
from tests.unit.llm.desk import EXTRACT, FOUND, GOOD, PROMPT, Desk, Findings, Timer, call

MINI = "gpt-4.1-mini"
COST = 100 * 400 + 10 * 1600
"""Of a reply of ``says``, in billionths of a dollar."""

Act = Callable[[], ProviderReply]


@dataclass
class Scripted:
    """A provider that does what it is told, the last of it from then on, and keeps the seconds it was given."""

    name: str
    acts: list[Act]
    asked: list[float] = field(default_factory=list)

    def complete(
        self, messages: Sequence[Message], schema: type[BaseModel], deadline: float
    ) -> ProviderReply:
        assert (tuple(messages), schema) == (PROMPT, Findings)
        return self._act(deadline)

    def stream(
        self, messages: Sequence[Message], deadline: float
    ) -> Generator[str | ProviderReply, None, None]:
        assert tuple(messages) == PROMPT
        reply = self._act(deadline)
        yield from reply.text
        yield reply

    def check(self, deadline: float) -> None:
        self._act(deadline)

    def _act(self, deadline: float) -> ProviderReply:
        self.asked.append(deadline)
        return (self.acts.pop(0) if len(self.acts) > 1 else self.acts[0])()


def says(text: str, model: str = MINI) -> Act:
    return lambda: ProviderReply(text, model, Usage(100, 10))


def fails(outcome: Outcome, *, ill: bool = True, transient: bool = False, after: float | None = None) -> Act:
    def act() -> ProviderReply:
        raise ProviderFailed(outcome, "on purpose", ill=ill, transient=transient, retry_after=after)

    return act


def complete(desk: Desk, *hops: Scripted | Hop, deadline_ms: int = 5000) -> Completion[Findings]:
    return desk.gateway(*hops).complete(call(deadline_ms), Findings, lambda: EXTRACT)


def outcomes(completion: Completion[Findings]) -> list[tuple[str, str]]:
    return [(attempt.provider, attempt.outcome) for attempt in completion.attempts]


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


def priced(provider: Scripted) -> Hop:
    return Hop(provider, MINI, 1000)


WORST = worst_case(MINI, 1000, PROMPT, Findings)


def test_a_call_costs_the_budget_what_it_took() -> None:
    desk = Desk(limits=Limits(day=WORST))
    assert complete(desk, priced(Scripted("first", [says(GOOD)]))).value == FOUND
    assert desk.spent() == COST


def test_without_budget_no_provider_is_asked_and_the_answer_says_why() -> None:
    desk, only = Desk(limits=Limits(day=WORST)), Scripted("only", [says(GOOD)])
    assert complete(desk, priced(only)).value == FOUND
    completion = complete(desk, priced(only))
    assert (completion.value, completion.degraded, completion.broke) == (EXTRACT, True, True)
    assert outcomes(completion) == [("only", "no_budget"), ("extractive", "answered")]
    assert len(only.asked) == 1


def test_a_fallback_that_costs_nothing_answers_without_budget() -> None:
    desk = Desk(limits=Limits(month=NanoUsd(WORST - 1)))
    completion = complete(desk, priced(Scripted("dear", [says(GOOD)])), Scripted("own", [says(GOOD, "mine")]))
    assert (completion.provider, completion.broke) == ("own", False)


@pytest.mark.parametrize(
    ("outcome", "spent"),
    [
        (Outcome.REJECTED, 0),
        (Outcome.UNREACHABLE, 0),
        (Outcome.TIMEOUT, WORST),
        (Outcome.CUT_OFF, WORST),
        (Outcome.MALFORMED, WORST),
    ],
)
def test_a_failure_costs_the_budget_what_the_provider_may_bill(outcome: Outcome, spent: int) -> None:
    desk = Desk(limits=Limits(day=NanoUsd(10 * WORST)))
    complete(desk, priced(Scripted("only", [fails(outcome)])))
    assert desk.spent() == spent


def test_fallbacks_are_paid_from_the_same_budget() -> None:
    desk = Desk(limits=Limits(day=NanoUsd(10 * WORST)))
    complete(desk, priced(Scripted("first", [says("{}")])), priced(Scripted("second", [says(GOOD)])))
    assert desk.spent() == 2 * COST


def streamed(desk: Desk, *hops: Scripted | Hop) -> tuple[str, Streamed]:
    *pieces, ended = desk.gateway(*hops).stream(call())
    assert isinstance(ended, Streamed)
    return "".join(str(piece) for piece in pieces), ended


def test_a_stream_ends_with_its_tokens_and_cost() -> None:
    desk = Desk(limits=Limits(day=WORST))
    text, ended = streamed(desk, priced(Scripted("only", [says("Hello")])))
    assert (text, ended.outcome, ended.asked.text) == ("Hello", Outcome.ANSWERED, "Hello")
    assert (ended.asked.provider, ended.asked.model, ended.asked.cost) == ("only", MINI, COST)
    assert ended.asked.attempts == (Attempt("only", Outcome.ANSWERED),)
    assert desk.spent() == COST


def test_a_stream_that_has_not_begun_falls_back() -> None:
    text, ended = streamed(
        Desk(), Scripted("first", [fails(Outcome.REJECTED)]), Scripted("second", [says("Hi")])
    )
    assert (text, ended.asked.provider) == ("Hi", "second")
    assert [attempt.outcome for attempt in ended.asked.attempts] == ["rejected", "answered"]


class Breaking(Scripted):
    """Breaks off after some text."""

    def stream(
        self, messages: Sequence[Message], deadline: float
    ) -> Generator[str | ProviderReply, None, None]:
        assert messages
        self.asked.append(deadline)
        yield "They asked "
        raise ProviderFailed(Outcome.CUT_OFF, "on purpose", transient=True)


def test_a_stream_that_breaks_off_ends_there_and_says_so() -> None:
    desk, second = Desk(limits=Limits(day=NanoUsd(10 * WORST))), Scripted("second", [says("Hi")])
    broken = Breaking("first", [])
    text, ended = streamed(desk, Hop(broken, MINI, 1000), second)
    assert (text, ended.outcome, ended.asked.text) == ("They asked ", Outcome.CUT_OFF, "They asked ")
    assert (len(broken.asked), second.asked) == (1, [])
    assert desk.spent() == worst_case(MINI, 1000, PROMPT, None)


def test_a_stream_that_nobody_begins_leaves_it_to_the_caller() -> None:
    text, ended = streamed(Desk(), Scripted("only", [fails(Outcome.REJECTED)]))
    assert (text, ended.outcome, ended.asked.text) == ("", Outcome.UNREACHABLE, None)
    assert ended.asked.degraded


def test_a_stream_that_is_left_is_paid_for_and_recorded() -> None:
    desk, lines = Desk(limits=Limits(day=WORST)), StringIO()
    stream = desk.gateway(priced(Scripted("only", [says("Hello")]))).stream(call())
    assert next(stream) == "H"
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(logger.registered_handler, "stream", lines)
        stream.close()  # type: ignore[attr-defined]
    assert desk.spent() == worst_case(MINI, 1000, PROMPT, None)
    assert "only abandoned" in lines.getvalue()


@dataclass
class Kept:
    """A cache of one reply."""

    reply: ProviderReply | None = None
    kept: list[ProviderReply] = field(default_factory=list)

    def find(self, call: Call) -> ProviderReply | None:
        assert call.scope.contract
        return self.reply

    def keep(self, call: Call, reply: ProviderReply) -> None:
        assert call.scope.contract
        self.kept.append(reply)

    def forget(self, tenant: str, source: str) -> int:
        raise NotImplementedError((tenant, source))


def test_a_kept_reply_costs_nothing_and_asks_nobody() -> None:
    only = Scripted("only", [says(GOOD)])
    completion = complete(Desk(cache=Kept(ProviderReply(GOOD, MINI, Usage(100, 10)))), only)
    assert (completion.value, completion.provider, completion.model) == (FOUND, "cache", MINI)
    assert (completion.cached, completion.cost, completion.usage) == (True, 0, Usage())
    assert not only.asked


def test_a_kept_reply_of_another_shape_is_not_used() -> None:
    cache = Kept(ProviderReply('{"claim": 1}', MINI, Usage()))
    assert complete(Desk(cache=cache), Scripted("only", [says(GOOD)])).provider == "only"


def test_only_a_valid_reply_is_kept() -> None:
    cache = Kept()
    complete(Desk(cache=cache), Scripted("first", [says("{}")]), Scripted("second", [says(GOOD)]))
    assert [reply.text for reply in cache.kept] == [GOOD]


def test_the_log_says_what_a_call_took_and_nothing_of_its_text(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = StringIO()
    monkeypatch.setattr(logger.registered_handler, "stream", lines)
    complete(Desk(), Scripted("first", [fails(Outcome.REJECTED)]), Scripted("second", [says(GOOD)]))
    logged = lines.getvalue()
    for told in ("EXTRACTIVE_FACT", '"second"', MINI, '"cost_nano_usd":56000', "first rejected 0"):
        assert told in logged
    metrics = capsys.readouterr().out
    assert '"ModelCalls"' in metrics
    assert '"ModelMilliseconds"' in metrics
    for secret in ("Marlow", "pilot"):
        assert secret not in logged + metrics
