"""Runs the project's own tools, and says plainly what failed and what to do."""

import subprocess
from collections.abc import Mapping
from pathlib import Path

from infra.local.paths import ROOT


class Problem(Exception):
    """What keeps the local cloud from running: a message for the person at the terminal."""


def run(*command: str | Path, stdin: str | None = None, env: Mapping[str, str] | None = None) -> str:
    """Return what the command prints; a Problem with its last lines where it fails."""
    done = subprocess.run(
        command, cwd=ROOT, input=stdin, env=env, text=True, capture_output=True, check=False
    )
    if done.returncode:
        last = "\n".join((done.stderr or done.stdout).splitlines()[-20:])
        raise Problem(f"Exit code {done.returncode} of: {' '.join(map(str, command))}\n{last}")
    return done.stdout


def ask(*command: str | Path) -> str | None:
    """Return the first line that a command prints, or None where it fails or doesn't exist."""
    try:
        return run(*command).partition("\n")[0].strip()
    except (Problem, OSError):
        return None
