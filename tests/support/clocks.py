"""Clocks for tests: one that stands still until it is moved, and one that goes on with each look."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta


@dataclass
class StillClock:
    at: datetime = datetime(2026, 11, 20, 9, tzinfo=UTC)

    def now(self) -> datetime:
        return self.at

    def move(self, seconds: float = 0, **more: float) -> None:
        """Move on by so many seconds, or minutes, hours and days by their names."""
        self.at += timedelta(seconds=seconds, **more)


@dataclass
class TickingClock:
    """Each look at it takes a while."""

    each: timedelta
    clock: StillClock = field(default_factory=StillClock)

    def now(self) -> datetime:
        self.clock.at += self.each
        return self.clock.now()
