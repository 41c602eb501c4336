"""Work in threads that know what the caller knows: for whom it works, and what its log lines say."""

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from functools import partial
from queue import SimpleQueue
from threading import Thread
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

_Work = Callable[[], object]
_waiting: list["SimpleQueue[_Work]"] = []
"""What leads to the threads that have no work."""


def side_by_side(function: Callable[[Item], Result], items: Iterable[Item], at_a_time: int) -> list[Result]:
    """Return the function's results in the order of the items, or raise the first of its errors."""
    with ThreadPoolExecutor(max_workers=at_a_time) as threads:
        calls = [threads.submit(copy_context().run, function, item) for item in items]
        return [call.result() for call in calls]


def apart(work: _Work) -> None:
    """Begin the work, and don't wait for it; not even the process does, should it end.

    A thread that is done waits for the next work, since to begin one takes longer than to wake one.
    """
    try:
        works = _waiting.pop()
    except IndexError:
        works = SimpleQueue()
        Thread(target=_take, args=(works,), name="apart", daemon=True).start()
    works.put(partial(copy_context().run, work))


def _take(works: "SimpleQueue[_Work]") -> None:
    while True:
        works.get()()
        _waiting.append(works)
