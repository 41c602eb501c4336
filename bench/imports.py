"""How long each function's handler takes to import, above a bare interpreter: what a cold start waits for.

``python -m bench.imports [handler.py ...]`` measures the named handlers, or all of ``functions/``.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

from rich.console import Console
from rich.table import Table

FUNCTIONS = Path(__file__).resolve().parents[1] / "functions"
TIMES = 7

_IMPORT = """
import runpy, sys, time
began = time.perf_counter()
runpy.run_path(sys.argv[1], run_name="handler")
print(time.perf_counter() - began)
"""


def import_ms(handler: Path, times: int, bytecode: str) -> float:
    """Return the median milliseconds that a fresh interpreter takes to run the handler's imports.

    One run before the measured ones writes to the folder ``bytecode`` what a layer has of it already.
    """
    seconds = [_import_seconds(handler, bytecode) for _ in range(times + 1)]
    return median(seconds[1:]) * 1000


def _import_seconds(handler: Path, bytecode: str) -> float:
    command = [sys.executable, "-c", _IMPORT, str(handler)]
    environment = os.environ | {"PYTHONPYCACHEPREFIX": bytecode, "PYTHONDONTWRITEBYTECODE": ""}
    run = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    return float(run.stdout)


def table(handlers: list[Path], times: int = TIMES) -> Table:
    """Measure the handlers and return the table of them, the slowest first.

    They share bytecode of their own, so that it is there even where the shell forbids Python to write it.
    """
    with tempfile.TemporaryDirectory(prefix="bench-") as bytecode:
        measured = sorted(((import_ms(each, times, bytecode), each) for each in handlers), reverse=True)
    result = Table(title=f"Import time of the handlers (median of {times})")
    result.add_column("function")
    result.add_column("ms", justify="right")
    for milliseconds, handler in measured:
        result.add_row(handler.parent.name, f"{milliseconds:.0f}")
    return result


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("handlers", nargs="*", type=Path)
    parser.add_argument("--times", type=int, default=TIMES)
    given = parser.parse_args()
    handlers = given.handlers or sorted(FUNCTIONS.glob("*/handler.py"))
    Console().print(table(handlers, given.times))


if __name__ == "__main__":
    main()
