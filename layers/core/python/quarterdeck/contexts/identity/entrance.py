"""The entrance: what fails there is on record, and too much of it locks the door of a credential or an address."""

from collections.abc import Callable
from typing import TypeVar

from msgspec import Struct

from quarterdeck.kernel.errors import Forbidden, QuarterdeckError, TooMany, Unauthenticated
from quarterdeck.kernel.observability import count, logger
from quarterdeck.platform.acting import acting_for
from quarterdeck.platform.audit.model import INSTALLATION, Refused
from quarterdeck.platform.audit.refusals import Refusals
from quarterdeck.platform.limits.doors import Door, Doors
from quarterdeck.platform.limits.policy import Lock

KEY = "key:"
Entered = TypeVar("Entered")


class Attempt(Struct, frozen=True):
    """A try at getting in, by a door besides that of the address: ``key:<public part>``, or none for rubbish."""

    door: str
    correlation_id: str
    ip: str
    agent: str

    @classmethod
    def by_key(cls, public: str, correlation_id: str, ip: str, agent: str) -> "Attempt":
        """Return the try of who shows an API key with this public part, or with an empty one anything else."""
        return cls(public and f"{KEY}{public}", correlation_id, ip, agent)

    @classmethod
    def by_login(cls, correlation_id: str, ip: str, agent: str) -> "Attempt":
        """Return the try of a browser that comes back from the identity provider: its address has a door for that."""
        return cls(f"login:{ip}", correlation_id, ip, agent)


class Entrance(Struct, frozen=True):
    """Closed where the limits can't be asked: Unavailable is raised then."""

    doors: Doors
    lock: Lock
    refusals: Refusals

    def enter(self, attempt: Attempt, way: Callable[[], Entered]) -> Entered:
        """Return what the way in leads to; only an ``Unauthenticated`` of it is a failed login.

        Raises:
            TooMany: a door is locked, and the way was not tried.
            QuarterdeckError: the way's own error, which is on record.
        """
        seen = self._look(attempt)
        if locked := max(door.locked_s for door in seen):
            self._note(attempt, "logins.try", TooMany.__name__)
            raise TooMany(f"too many failed logins: try again in {locked} s", retry_after=locked)
        try:
            entered = way()
        except QuarterdeckError as error:
            self._refused(attempt, error)
            raise
        self._opened(seen)
        return entered

    def _look(self, attempt: Attempt) -> tuple[Door, ...]:
        with acting_for(INSTALLATION):
            return tuple(self.doors.look(name) for name, _ in self._doors(attempt))

    def _refused(self, attempt: Attempt, error: QuarterdeckError) -> None:
        """Tell why nobody came in, in words that hold nothing of what was sent; what is forged locks no door."""
        reason = error.detail if isinstance(error, Unauthenticated) else type(error).__name__
        logger.info("refused", extra={"reason": reason})
        if isinstance(error, Unauthenticated | Forbidden):
            count("LoginsFailed")
            self._note(attempt, "logins.try", type(error).__name__)
        if isinstance(error, Unauthenticated):
            self._count(attempt)

    def _count(self, attempt: Attempt) -> None:
        with acting_for(INSTALLATION):
            locked = [name for name, most in self._doors(attempt) if self.doors.failed(name, most)]
        for name in locked:
            count("DoorsLocked")
            self._note(attempt, "logins.lock", name.partition(":")[0])

    def _opened(self, seen: tuple[Door, ...]) -> None:
        """Forget what failed with this key. Not what failed from the address: who has one key may try others."""
        with acting_for(INSTALLATION):
            for door in seen:
                if door.name.startswith(KEY):
                    self.doors.opened(door)

    def _doors(self, attempt: Attempt) -> list[tuple[str, int]]:
        own = [(attempt.door, self.lock.credential)] if attempt.door else []
        return [*own, (f"source:{attempt.ip}", self.lock.source)]

    def _note(self, attempt: Attempt, action: str, reason: str) -> None:
        """Put it on record by the key's public part; an address is in the entry's origin alone."""
        target = attempt.door if attempt.door.startswith(KEY) else attempt.door.partition(":")[0]
        refused = Refused(
            INSTALLATION, "", action, reason, attempt.correlation_id, attempt.ip, attempt.agent, target
        )
        with acting_for(INSTALLATION):
            self.refusals.note(refused)
