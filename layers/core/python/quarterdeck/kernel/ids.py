"""Identifiers: sortable, prefixed with what they name, from a port so that tests and replays can repeat them."""

import hashlib
from datetime import datetime
from typing import Protocol

from ulid import ULID


class Ids(Protocol):
    """Makes identifiers that are unique within the installation."""

    def new(self, prefix: str) -> str:
        """Return ``<prefix>_<suffix>``, never the same twice."""
        ...


class UlidIds:
    """Time-ordered identifiers (https://github.com/ulid/spec)."""

    def new(self, prefix: str) -> str:
        return f"{prefix}_{ULID()}"


def derived(prefix: str, when: datetime, *parts: str) -> str:
    """Return the identifier that the instant and the parts determine; it sorts by the instant (to the millisecond)."""
    digest = hashlib.sha256("\x1f".join(parts).encode()).digest()
    milliseconds = int(when.timestamp() * 1000)
    return f"{prefix}_{ULID(milliseconds.to_bytes(6, 'big') + digest[:10])}"
