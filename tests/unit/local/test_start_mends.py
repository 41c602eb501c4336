"""Workers of the local cloud's functions: few start at once, the free ones are taken first, the dead ones are gone."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from types import ModuleType
from typing import Any

import pytest

from infra.local.start_mends import mend_starts
from tests.e2e.meetings import until


class Process:
    """A process that runs until it is killed."""

    ended = False

    def poll(self) -> int | None:
        return -9 if self.ended else None


class Worker:
    """A worker as MiniStack has them: it starts with its first call, which here waits for the gate."""

    def __init__(self) -> None:
        self._proc: Process | None = None
        self.in_use = True

    def _spawn(self) -> None:
        Emulator.starting.append(self)
        assert Emulator.gate.wait(10)
        self._proc = Process()

    def kill(self) -> None:
        self._proc = None


class Emulator:
    """MiniStack's pool of workers, by function."""

    gate: threading.Event
    starting: list[Worker]

    def __init__(self, most: int) -> None:
        type(self).gate, type(self).starting = threading.Event(), []
        self.pools: dict[str, list[Worker]] = {}
        self.lambdas, self.runtime = ModuleType("lambda_svc"), ModuleType("lambda_runtime")
        vars(self.lambdas).update(acquire_worker=self._acquire, release_worker=self._release)
        lent = type("Lent", (Worker,), {})
        self._worker = lent
        vars(self.runtime).update(_workers=self.pools, _lock=threading.RLock(), Worker=lent)
        mend_starts(self.lambdas, self.runtime, most)

    def _acquire(self, name: str, *, max_concurrency: int | None) -> tuple[Worker | None, str]:
        pool = self.pools.setdefault(name, [])
        for worker in pool:
            if not worker.in_use:
                worker.in_use = True
                return worker, "reused"
        if max_concurrency is not None:
            return None, "func_cap"
        pool.append(self._worker())
        return pool[-1], "spawn"

    def _release(self, worker: Worker | None) -> None:
        if worker is not None:
            worker.in_use = False

    @contextmanager
    def call(self, name: str) -> Iterator[Any]:
        worker, _ = self.lambdas.acquire_worker(name)
        try:
            if worker._proc is None:
                worker._spawn()
            yield worker
        finally:
            self.lambdas.release_worker(worker)

    def called(self, name: str) -> Worker:
        with self.call(name) as worker:
            found: Worker = worker
            return found


@pytest.fixture
def emulator() -> Emulator:
    return Emulator(most=2)


def test_a_burst_starts_few_workers_at_once_and_takes_those_that_are_free(emulator: Emulator) -> None:
    with ThreadPoolExecutor(10) as callers:
        calls = [callers.submit(emulator.called, "ask") for _ in range(10)]
        until(lambda: len(emulator.starting) == 2, "two starts")
        assert sum(len(pool) for pool in emulator.pools.values()) == 2
        emulator.gate.set()
        assert len({call.result() for call in calls}) < 10


def test_a_function_that_waits_for_another_does_not_keep_it_from_starting(emulator: Emulator) -> None:
    emulator.gate.set()
    with emulator.call("api"), emulator.call("api"), emulator.call("prepare"), emulator.call("execute"):
        assert {name: len(pool) for name, pool in emulator.pools.items()} == {
            "api": 2,
            "prepare": 1,
            "execute": 1,
        }


def test_a_worker_that_ended_is_not_used_again(emulator: Emulator) -> None:
    emulator.gate.set()
    first = emulator.called("ask")
    assert first._proc is not None
    first._proc.ended = True
    second = emulator.called("ask")
    assert second is not first
    assert emulator.pools["ask"] == [second]
