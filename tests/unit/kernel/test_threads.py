"""Calls side by side: in order, in several threads, for whom the caller works."""

from contextvars import ContextVar
from threading import Barrier

import pytest

from quarterdeck.kernel.threads import side_by_side

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
