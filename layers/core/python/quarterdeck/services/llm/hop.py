"""The steps of a route, and the time that each is given."""

from collections.abc import Callable, Sequence
from typing import TypeAlias

from msgspec import Struct

from quarterdeck.services.llm.model import Call
from quarterdeck.services.llm.provider import Provider


class Hop(Struct, frozen=True):
    """A provider in a route: its model's list name, the seconds it may take, and how long its replies may be.

    Without ``seconds`` it gets an equal share of what is left with those after it.
    """

    provider: Provider
    model: str = ""
    max_output_tokens: int = 0
    seconds: float | None = None

    def share(self, left: float, hops: int) -> float:
        """Return the seconds for this hop, the first of so many that are left."""
        return min(self.seconds or left / hops, left)


Route: TypeAlias = Callable[[Call], Sequence[Hop]]
"""Tells which hops to take for a call, best first; the same call always has the same."""
