"""Streams: what they end with, where they break off, and what they cost."""

from collections.abc import Generator, Sequence
from io import StringIO

import pytest

from quarterdeck.kernel.money import NanoUsd
from quarterdeck.kernel.observability import logger
from quarterdeck.services.llm.budget import Limits
from quarterdeck.services.llm.hop import Hop
from quarterdeck.services.llm.model import Attempt, Message, Outcome
from quarterdeck.services.llm.provider import ProviderFailed, ProviderReply
from quarterdeck.services.llm.streaming import Streamed
from quarterdeck.services.llm.tokens import worst_case
from tests.unit.llm.desk import PROMPT, Desk, call
from tests.unit.llm.scripted import COST, MINI, WORST, Scripted, fails, priced, says


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
