"""Kills workers of the local cloud's functions at random: those that are children of the emulator, and no others."""

import os
import random
import signal
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from bench.load.tally import Tally

WORKER = "_worker.py"
"""In a worker's command line: the emulator runs a script of that name for each."""


@contextmanager
def killing(every: float, tally: Tally, chance: random.Random) -> Iterator[None]:
    """Kill one worker every so many seconds, until the context ends."""
    over = threading.Event()
    thread = threading.Thread(target=_kill_until, args=(over, every, tally, chance), daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def _kill_until(over: threading.Event, every: float, tally: Tally, chance: random.Random) -> None:
    while not over.wait(every * chance.uniform(0.5, 1.5)):
        if found := workers(os.getpid()):
            os.kill(chance.choice(found), signal.SIGKILL)
            tally.note("workers", "killed")


def workers(ancestor: int, of: str = "") -> list[int]:
    """Return the workers among the children of the process's children, ``of`` a function if one is named."""
    command = ["ps", "-A", "-o", "pid=,ppid=,args="]
    listed = subprocess.run(command, capture_output=True, text=True, check=True)
    processes = [line.split(None, 2) for line in listed.stdout.splitlines()]
    parents = {int(pid) for pid, parent, *_ in processes if int(parent) == ancestor}
    return [
        int(pid)
        for pid, parent, *args in processes
        if int(parent) in parents and WORKER in " ".join(args) and of in " ".join(args)
    ]
