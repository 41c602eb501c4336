"""The processes of a benchmark: an endpoint, and callers that answer each line with a time."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

Caller = subprocess.Popen[str]


@contextmanager
def model_server() -> Iterator[str]:
    """Serve constant replies, and give the address."""
    with started([sys.executable, "-m", "bench.model_server"]) as server:
        if server.stdout is None:
            raise TypeError("the server says its address through a pipe")
        yield server.stdout.readline().strip()


@contextmanager
def started(command: list[str]) -> Iterator[Caller]:
    """Run the command until the context ends, when its stdin closes."""
    environment = {**os.environ, "LITELLM_LOCAL_MODEL_COST_MAP": "True", "NO_PROXY": "127.0.0.1"}
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        yield process


def ask(caller: Caller) -> tuple[float, float]:
    """Have the caller make one call, and return how long it took, and how much of a processor, in ms."""
    if caller.stdin is None or caller.stdout is None:
        raise TypeError("a caller talks through pipes")
    caller.stdin.write("\n")
    caller.stdin.flush()
    took, work = map(float, caller.stdout.readline().split())
    return took, work
