"""Airtable's limit: 5 requests a second a base; one more, and the base refuses everything for 30 seconds."""

from collections import deque
from collections.abc import Callable

A_SECOND = 5
BLOCKED_SECONDS = 30.0


class Limit:
    """``now`` tells the time in seconds."""

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._recent: deque[float] = deque(maxlen=A_SECOND)
        self._blocked_until = 0.0
        self.refused = 0

    def allows(self) -> bool:
        """Count a request, and tell whether it is answered."""
        now = self._now()
        full = len(self._recent) == A_SECOND and now - self._recent[0] < 1.0
        if now >= self._blocked_until and full:
            self._blocked_until = now + BLOCKED_SECONDS
        if now < self._blocked_until:
            self.refused += 1
            return False
        self._recent.append(now)
        return True
