"""Calls side by side, and apart: in threads, for whom the caller works."""

from contextvars import ContextVar
from queue import SimpleQueue
from threading import Barrier, Event, current_thread

import pytest

from quarterdeck.kernel.threads import apart, side_by_side

AT_ONCE = 3
named: ContextVar[str] = ContextVar("named", default="nobody")


def test_calls_run_at_once_in_the_context_of_the_caller_and_keep_their_order() -> None:
    together = Barrier(AT_ONCE, timeout=10)

    def call(number: int) -> tuple[int, str]:
        together.wait()
        return number, named.get()

    token = named.set("the caller")
    try:
        assert side_by_side(call, range(AT_ONCE), AT_ONCE) == [(n, "the caller") for n in range(AT_ONCE)]
    finally:
        named.reset(token)


def test_the_first_error_is_raised() -> None:
    with pytest.raises(ZeroDivisionError):
        side_by_side(lambda number: 1 // number, [1, 0, 2], AT_ONCE)


def test_nothing_gives_nothing() -> None:
    assert side_by_side(str, [], AT_ONCE) == []


def test_work_apart_knows_what_the_caller_knows() -> None:
    said: SimpleQueue[str] = SimpleQueue()
    token = named.set("the caller")
    apart(lambda: said.put(named.get()))
    named.reset(token)
    apart(lambda: said.put(named.get()))
    assert {said.get(timeout=10), said.get(timeout=10)} == {"the caller", "nobody"}


def test_work_apart_waits_for_none_that_hangs_and_holds_up_no_end() -> None:
    hangs, said = Event(), SimpleQueue[bool]()
    apart(lambda: hangs.wait(10))
    apart(lambda: said.put(current_thread().daemon))
    assert said.get(timeout=10)
    hangs.set()
