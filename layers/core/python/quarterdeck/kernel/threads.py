"""Calls side by side, in threads that know what the caller knows: for whom it works, and what its log lines say."""

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


def side_by_side(function: Callable[[Item], Result], items: Iterable[Item], at_a_time: int) -> list[Result]:
    """Return the function's results in the order of the items, or raise the first of its errors."""
    with ThreadPoolExecutor(max_workers=at_a_time) as threads:
        calls = [threads.submit(copy_context().run, function, item) for item in items]
        return [call.result() for call in calls]
