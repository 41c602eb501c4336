"""Holds a provider to its deadline, whatever it hangs in."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from typing import TypeVar

from quarterdeck.services.llm.model import Outcome, ProviderFailed

R = TypeVar("R")


def within(seconds: float, call: Callable[[], R]) -> R:
    """Return what the call returns, or give up on it after ``seconds``.

    Socket timeouts cannot bound a call: they start anew with each byte, and none covers name resolution. An
    abandoned call runs on in its thread until its own timeouts end it, and its result is dropped.

    Raises:
        ProviderFailed: the time is over.
    """
    if seconds <= 0:
        raise ProviderFailed(Outcome.TIMEOUT, "no time was left")
    pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="llm")
    try:
        return pool.submit(copy_context().run, call).result(timeout=seconds)
    except TimeoutError:
        raise ProviderFailed(Outcome.TIMEOUT, f"no reply within {seconds:.1f} s") from None
    finally:
        pool.shutdown(wait=False)
