"""Where the local cloud finds its tools and keeps what it makes; nothing outside these folders is written."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
"""The repository."""

PACKAGE = ROOT / "layers" / "core" / "python" / "quarterdeck"
LOCKS = ROOT / "locks"
UV = ROOT / ".venv" / "uv" / "bin" / "uv"
CLOUD_PYTHON = ROOT / ".venv" / "localcloud" / "bin" / "python"
"""The interpreter of the local cloud, which also runs the functions."""

BUILD = ROOT / ".build"
"""Made from the sources and kept between runs: layers and the synthesised template."""

STATE = ROOT / ".local"
"""Of the running local cloud alone: logs, temporary files, the search index."""
