"""Holds a provider to its deadline, whatever it hangs in."""

import threading
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from queue import Empty, SimpleQueue
from typing import Never, TypeVar

from quarterdeck.kernel.threads import apart
from quarterdeck.services.llm.model import Outcome
from quarterdeck.services.llm.provider import ProviderFailed

R = TypeVar("R")


def within(seconds: float, call: Callable[[], R]) -> R:
    """Return what the call returns, or give up on it after ``seconds``.

    Socket timeouts cannot bound a call: they start anew with each byte, and none covers name resolution. An
    abandoned call runs on in its thread until its own timeouts end it, and its result is dropped.

    Raises:
        ProviderFailed: the time is over.
    """
    with closing(paced(seconds, lambda: _once(call))) as results:
        return next(results)


def paced(seconds: float, produce: Callable[[], Generator[R, None, None]]) -> Generator[R, None, None]:
    """Yield what the generator yields, all of it within ``seconds``. Closing it closes the generator as well.

    Raises:
        ProviderFailed: the time is over.
    """
    if seconds <= 0:
        raise ProviderFailed(Outcome.TIMEOUT, "no time was left", ill=False)
    until = time.monotonic() + seconds
    steps: SimpleQueue[Callable[[], R]] = SimpleQueue()
    stopped = threading.Event()
    apart(lambda: _feed(produce, steps, stopped))
    try:
        yield from _taken(steps, until, seconds)
    finally:
        stopped.set()


class _Ended(Exception):
    """The generator came to its end."""


def _once(call: Callable[[], R]) -> Generator[R, None, None]:
    yield call()


def _feed(
    produce: Callable[[], Generator[R, None, None]],
    steps: "SimpleQueue[Callable[[], R]]",
    stopped: threading.Event,
) -> None:
    try:
        with closing(produce()) as results:
            for result in results:
                steps.put(lambda result=result: result)  # type: ignore[misc]
                if stopped.is_set():
                    return
        steps.put(_raiser(_Ended()))
    except BaseException as error:
        steps.put(_raiser(error))


def _raiser(error: BaseException) -> Callable[[], Never]:
    def step() -> Never:
        raise error

    return step


def _taken(steps: "SimpleQueue[Callable[[], R]]", until: float, seconds: float) -> Iterator[R]:
    while True:
        try:
            step = steps.get(timeout=max(until - time.monotonic(), 0))
        except Empty:
            raise ProviderFailed(Outcome.TIMEOUT, f"no reply within {seconds:.1f} s") from None
        try:
            result = step()
        except _Ended:
            return
        yield result
