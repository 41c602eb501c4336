"""Finds a Python of a given minor version on this machine, without downloading one."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from infra.local.commands import ask
from infra.local.paths import UV


def find_python(minor: str) -> Path | None:
    """Return an interpreter of this minor version, such as `3.13`, or None where the machine has none."""
    return next((path for path in _candidates(minor) if _minor_of(path) == minor), None)


def _candidates(minor: str) -> Iterator[Path]:
    pyenv = Path(os.environ.get("PYENV_ROOT", "~/.pyenv")).expanduser()
    yield from sorted(pyenv.glob(f"versions/{minor}*/bin/python"), reverse=True)
    if on_path := shutil.which(f"python{minor}"):
        yield Path(on_path)
    if found := ask(UV, "python", "find", minor, "--offline", "--no-python-downloads", "--no-project"):
        yield Path(found)


def _minor_of(python: Path) -> str | None:
    """Ask the interpreter itself: a name or a shim may promise what isn't installed."""
    return ask(python, "-c", "import sys; print('%d.%d' % sys.version_info[:2])")
