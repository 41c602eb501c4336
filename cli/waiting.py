"""Waiting for what goes on at the other side, with longer and longer pauses."""

from collections.abc import Callable

from cli.api import Json
from cli.errors import Failure
from cli.patience import Patience

FIRST_PAUSE = 0.25
LONGEST_PAUSE = 8.0


def wait(patience: Patience, begun: Json, look: Callable[[], Json], what: str) -> Json:
    """Return what was begun once it is no longer running.

    Raises:
        Failure: the patience is over before.
    """
    pause = FIRST_PAUSE
    while begun["status"] == "running":
        if patience.is_over:
            raise Failure("Not done", f"{what} goes on by itself")
        patience.pause(pause)
        pause = min(pause * 2, LONGEST_PAUSE)
        begun = look()
    return begun
