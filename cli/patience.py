"""How long a command waits: pauses that end early when the person does, within a deadline."""

import threading
import time

from cli.errors import Failure


class Patience:
    """Shared by all that one command does at the same time."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._until = time.monotonic() + seconds
        self._ended = threading.Event()

    @property
    def is_over(self) -> bool:
        return time.monotonic() >= self._until

    def pause(self, seconds: float) -> None:
        """Wait.

        Raises:
            Failure: the command was interrupted.
        """
        if self._ended.wait(seconds):
            raise Failure("Interrupted")

    def end(self) -> None:
        """Interrupt every pause, now and to come."""
        self._ended.set()
