"""Makes the environment work on this repository: its package importable, its command line a command."""

import sys
import sysconfig
from pathlib import Path
from shlex import quote

ROOT = Path(__file__).resolve().parents[2]
PACKAGE_ROOT = ROOT / "layers" / "core" / "python"


def link() -> None:
    """Put the package on this interpreter's path, as a development install does."""
    site_packages = Path(sysconfig.get_paths()["purelib"])
    (site_packages / "quarterdeck.pth").write_text(f"{PACKAGE_ROOT}\n")


def add_command() -> None:
    """Write the executable `quarterdeck` beside this interpreter; -P keeps the caller's folder off its path."""
    command = Path(sysconfig.get_path("scripts")) / "quarterdeck"
    run = f'PYTHONPATH={quote(str(ROOT))} exec {quote(sys.executable)} -P -m cli "$@"'
    command.write_text(f"#!/bin/sh\n{run}\n")
    command.chmod(0o755)


if __name__ == "__main__":
    link()
    add_command()
