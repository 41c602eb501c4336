"""Which kind of statement a question is after, read from ``signals.toml``, and which sentences are of the kind."""

import re
import tomllib
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files

from msgspec import Struct


class Signal(Struct, frozen=True):
    """A kind of statement: how answers call it, which questions are after it, what it sounds like."""

    name: str
    asked: re.Pattern[str]
    said: re.Pattern[str]


def signal(question: str) -> Signal | None:
    """Return the kind of statement that the question is after, if it says one."""
    return next((kind for kind in _signals() if kind.asked.search(question)), None)


@lru_cache(maxsize=1)
def _signals() -> tuple[Signal, ...]:
    table = tomllib.loads(files(__package__).joinpath("signals.toml").read_text("utf-8"))
    return tuple(Signal(row["name"], _any(row["asked"]), _any(row["said"])) for row in table["signal"])


def _any(alternatives: Sequence[str]) -> re.Pattern[str]:
    return re.compile("|".join(alternatives), re.IGNORECASE)
