"""Reads the locked requirements and decides which of them each layer carries."""

import re
from dataclasses import dataclass

from infra.local.paths import LOCKS

LAYERS = ("core", "search", "llm", "connectors", "deck", "signing")
"""In the order of their building; what `core` carries is not repeated in the others."""

TOOLS = frozenset({"chalice"})
"""Packages used as a router only: what nothing but they require serves their command-line tools."""

_START = re.compile(r"^([a-z0-9][a-z0-9._-]*)==", re.IGNORECASE)
_VIA = re.compile(r"^\s+# via (.*)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Pin:
    """One locked package: its name, its lines with hashes, and the packages that require it."""

    name: str
    text: str
    parents: frozenset[str]


def parse(lock: str) -> tuple[Pin, ...]:
    """Return the pins of a lock file as `uv pip compile` writes it with one-line annotations."""
    blocks: list[list[str]] = []
    for line in lock.splitlines():
        if _START.match(line):
            blocks.append([])
        if blocks:
            blocks[-1].append(line)
    return tuple(_pin("\n".join(block)) for block in blocks)


def without_tools(pins: tuple[Pin, ...], tools: frozenset[str] = TOOLS) -> tuple[Pin, ...]:
    """Leave out the packages that only the tools of `tools` require, directly or through one another."""
    unneeded = tools
    while True:
        only_for_these = {pin.name for pin in pins if pin.parents and pin.parents <= unneeded}
        if only_for_these <= unneeded:
            return tuple(pin for pin in pins if pin.name not in unneeded or pin.name in tools)
        unneeded |= only_for_these


def requirements(layer: str) -> str:
    """Return the requirements file, with hashes, of what this layer carries."""
    pins = without_tools(parse(_lock(layer)))
    shared = set() if layer == "core" else {pin.name for pin in without_tools(parse(_lock("core")))}
    return "\n".join(pin.text for pin in pins if pin.name not in shared) + "\n"


def _lock(layer: str) -> str:
    return (LOCKS / f"{layer}.txt").read_text()


def _pin(text: str) -> Pin:
    start = _START.match(text)
    name = start.group(1).lower() if start else ""
    via = ", ".join(_VIA.findall(text)).split(", ")
    return Pin(name, text, frozenset(parent for parent in via if parent and not parent.startswith("-")))
