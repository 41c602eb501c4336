import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import pytest
from pydantic import BaseModel

from quarterdeck.kernel.errors import InvalidInput
from quarterdeck.services.llm.gateway import Gateway
from quarterdeck.services.llm.model import (
    Attempt,
    Completion,
    Message,
    Outcome,
    ProviderFailed,
    ProviderReply,
    Usage,
)

PROMPT = (Message("system", "Answer from the evidence."), Message("user", "What did Marlow Freight ask for?"))
GOOD = '{"claim": "They asked for a pilot."}'


class Finding(BaseModel):
    claim: str


EXTRACT = Finding(claim="We would want a pilot first.")


@dataclass
class Scripted:
    """A provider that does what it is told and keeps what it was asked."""

    name: str
    act: Callable[[], ProviderReply]
    asked: list[float] = field(default_factory=list)

    def complete(
        self, messages: Sequence[Message], schema: type[BaseModel], deadline: float
    ) -> ProviderReply:
        assert (tuple(messages), schema) == (PROMPT, Finding)
        self.asked.append(deadline)
        return self.act()


class Timer:
    def __init__(self) -> None:
        self.seconds = 100.0

    def __call__(self) -> float:
        return self.seconds


def says(text: str, model: str = "gpt-4.1-mini") -> Callable[[], ProviderReply]:
    return lambda: ProviderReply(text, model, Usage(100, 10))


def fails(outcome: Outcome) -> Callable[[], ProviderReply]:
    def act() -> ProviderReply:
        raise ProviderFailed(outcome, "on purpose")

    return act


def complete(
    *providers: Scripted, timer: Timer | None = None, deadline_ms: int = 5000
) -> Completion[Finding]:
    gateway = Gateway(providers, timer or Timer())
    return gateway.complete("EXTRACTIVE_FACT", PROMPT, Finding, lambda: EXTRACT, deadline_ms)


def test_without_providers_the_answer_is_extractive_and_not_degraded() -> None:
    completion = complete()
    assert (completion.value, completion.provider, completion.model) == (EXTRACT, "extractive", "extractive")
    assert (completion.cost, completion.usage, completion.degraded) == (0, Usage(), False)
    assert completion.attempts == (Attempt("extractive", Outcome.ANSWERED),)


def test_the_first_provider_that_answers_is_the_last_one_asked() -> None:
    second = Scripted("second", says(GOOD))
    completion = complete(Scripted("first", says(GOOD)), second)
    assert completion.value == Finding(claim="They asked for a pilot.")
    assert (completion.provider, completion.model, completion.degraded) == ("first", "gpt-4.1-mini", False)
    assert (completion.usage, completion.cost, completion.priced) == (Usage(100, 10), 56_000, True)
    assert not second.asked


@pytest.mark.parametrize(
    "outcome", [Outcome.TIMEOUT, Outcome.UNREACHABLE, Outcome.REJECTED, Outcome.MALFORMED]
)
def test_a_failing_provider_hands_over_to_the_next(outcome: Outcome) -> None:
    completion = complete(Scripted("first", fails(outcome)), Scripted("second", says(GOOD)))
    assert completion.attempts == (Attempt("first", outcome), Attempt("second", Outcome.ANSWERED))
    assert not completion.degraded


@pytest.mark.parametrize(
    "text", ["", "null", "Sure! Here it is:", GOOD[:-1], '{"claim": 7}', "{}", "[" * 10_000]
)
def test_a_reply_that_breaks_the_schema_is_paid_for_and_not_used(text: str) -> None:
    completion = complete(Scripted("first", says(text)))
    assert completion.value == EXTRACT
    assert completion.attempts[0] == Attempt("first", Outcome.MALFORMED)
    assert (completion.usage, completion.cost, completion.degraded) == (Usage(100, 10), 56_000, True)


def test_the_tokens_of_all_replies_are_counted() -> None:
    completion = complete(Scripted("first", says("{}")), Scripted("second", says(GOOD, "llama-3.3-70b")))
    assert (completion.usage, completion.cost, completion.priced) == (Usage(200, 20), 56_000, False)


def test_all_providers_share_one_deadline() -> None:
    timer = Timer()

    def slow() -> ProviderReply:
        timer.seconds += 3
        raise ProviderFailed(Outcome.TIMEOUT, "on purpose")

    providers = [Scripted(name, slow) for name in ("first", "second", "third")]
    completion = complete(*providers, timer=timer, deadline_ms=5000)
    assert [provider.asked for provider in providers] == [[5.0], [2.0], []]
    assert [attempt.outcome for attempt in completion.attempts] == [
        "timeout",
        "timeout",
        "timeout",
        "answered",
    ]
    assert (completion.ms, completion.degraded) == (6000, True)


def test_a_provider_that_never_returns_is_left_behind() -> None:
    released = threading.Event()

    def hangs() -> ProviderReply:
        released.wait()
        return ProviderReply(GOOD, "gpt-4.1-mini", Usage())

    try:
        completion = complete(Scripted("first", hangs), deadline_ms=30)
    finally:
        released.set()
    assert completion.value == EXTRACT
    assert completion.attempts[0] == Attempt("first", Outcome.TIMEOUT)


def test_an_error_that_is_nobodys_failure_is_not_hidden() -> None:
    def broken() -> ProviderReply:
        raise InvalidInput("a bug of ours")

    with pytest.raises(InvalidInput, match="a bug of ours"):
        complete(Scripted("first", broken))
