"""What MiniStack lacks of AWS's room: there each worker of a function starts on a machine of its own, here on this one.

A burst would start a worker for every invocation, each a second of a core, while those that run wait for the same
cores until they time out. So few start at once, and who needs a worker takes the first that is free.
"""

import os
import threading
import time
from types import ModuleType
from typing import Any

STARTS = os.cpu_count() or 1
"""How many workers start at once."""

PATIENCE = 60.0
"""How many seconds an invocation waits for a worker; then it is throttled."""

_NONE_MORE = -1
_ACQUIRE, _RELEASE, _SPAWN = "acquire_worker", "release_worker", "_spawn"
_POOLS, _GUARD, _PROCESS = "_workers", "_lock", "_proc"


class Starts:
    """Lends workers. None waits for another function before it is started, so that whoever waits gets one."""

    def __init__(self, lambdas: ModuleType, runtime: ModuleType, most: int) -> None:
        self._acquire, self._release = getattr(lambdas, _ACQUIRE), getattr(lambdas, _RELEASE)
        self._runtime, self._most = runtime, most
        self._changed, self._starting = threading.Condition(), set[Any]()

    def acquire(self, *function: object, **version: object) -> tuple[Any, str]:
        """Lend a worker that runs, or one that may start; none after a minute."""
        deadline = time.monotonic() + PATIENCE
        with self._changed:
            while True:
                most = None if len(self._starting) < self._most else _NONE_MORE
                worker, how = self._acquire(*function, **version, max_concurrency=most)
                if how == "spawn":
                    self._starting.add(worker)
                if how == "reused" and not _lives(worker):
                    self._drop(worker)
                elif worker or not self._changed.wait(deadline - time.monotonic()):
                    return worker, how

    def release(self, worker: Any) -> None:
        """Take a worker back, unless it has ended meanwhile."""
        if worker is not None and not _lives(worker):
            self._drop(worker)
        self._release(worker)
        self.started(worker)

    def started(self, worker: Any) -> None:
        """Let those who wait look again: the worker no longer starts."""
        with self._changed:
            self._starting.discard(worker)
            self._changed.notify_all()

    def _drop(self, worker: Any) -> None:
        with getattr(self._runtime, _GUARD):
            for pool in getattr(self._runtime, _POOLS).values():
                if worker in pool:
                    pool.remove(worker)
        worker.kill()


def mend_starts(lambdas: ModuleType, runtime: ModuleType, most: int = STARTS) -> None:
    """Let invocations wait until a worker of their function is free, or one more may start."""
    starts, worker_class = Starts(lambdas, runtime, most), runtime.Worker
    spawn = getattr(worker_class, _SPAWN)

    def spawned(worker: Any) -> None:
        try:
            spawn(worker)
        finally:
            starts.started(worker)

    setattr(lambdas, _ACQUIRE, starts.acquire)
    setattr(lambdas, _RELEASE, starts.release)
    setattr(worker_class, _SPAWN, spawned)


def _lives(worker: Any) -> bool:
    process = getattr(worker, _PROCESS)
    return process is not None and process.poll() is None
