"""Words and figures as they are shown: safe for a terminal, and short."""

import re
from datetime import datetime

MILLISECONDS = 1000
"""In a second."""

_UNSAFE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""Control characters, which could drive the terminal, and the marks that turn the direction of writing."""


def safe(value: object) -> str:
    """Return text that a transcript or an answer may hold, without what a terminal would obey."""
    return _UNSAFE.sub("", str(value))


def day(iso: str) -> str:
    """Return the day of an ISO 8601 time, like 9 June 2026."""
    when = datetime.fromisoformat(iso)
    return f"{when.day} {when:%B %Y}"


def minute(iso: str) -> str:
    """Return an ISO 8601 time in this machine's zone, like 2026-06-09 10:00."""
    return f"{datetime.fromisoformat(iso).astimezone():%Y-%m-%d %H:%M}"


def duration(ms: float) -> str:
    """Return milliseconds as such or, from a second on, as seconds."""
    return f"{ms:.0f} ms" if ms < MILLISECONDS else f"{ms / MILLISECONDS:.1f} s"


def dollars(nano_usd: float) -> str:
    """Return billionths of a dollar as dollars, to the millionth."""
    return f"${nano_usd / 1e9:.6f}"
