"""Erasing what a store holds, in goes that each end well within a function's time."""

from msgspec import Struct


class Erased(Struct, frozen=True):
    """What one go took out of a store; ``cursor`` is where the next one goes on, None where nothing is left.

    A go that is run again takes out what is still there, so the number may be lower than the truth, never higher.
    """

    number: int
    cursor: str | None = None
