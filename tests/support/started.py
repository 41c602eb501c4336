"""What a function has loaded once it has started."""

import subprocess
import sys
from pathlib import Path

FUNCTIONS = Path(__file__).resolve().parents[2] / "functions"

_START = "import runpy, sys; runpy.run_path(sys.argv[1], run_name='handler'); print(*sys.modules)"


def loaded_by(function: str) -> frozenset[str]:
    """Return the names of the modules that are there once the function's handler is imported."""
    command = [sys.executable, "-c", _START, str(FUNCTIONS / function / "handler.py")]
    done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603
    return frozenset(done.stdout.split())
