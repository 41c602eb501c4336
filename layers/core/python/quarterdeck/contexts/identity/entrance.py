"""The entrance: failed logins are on record, and too many of them lock the door of a credential or an address."""

from dataclasses import dataclass

from quarterdeck.kernel.observability import count
from quarterdeck.platform.acting import acting_for
from quarterdeck.platform.audit.model import INSTALLATION
from quarterdeck.platform.audit.refusals import Refusals, Refused
from quarterdeck.platform.limits.doors import Door, Doors
from quarterdeck.platform.limits.policy import Lock


@dataclass(frozen=True, slots=True)
class Attempt:
    """A try at getting in; ``credential`` names what is shown without its secret, and is empty where it is rubbish."""

    credential: str
    correlation_id: str
    ip: str
    agent: str


@dataclass(frozen=True, slots=True)
class Entrance:
    """Closed where the limits can't be asked: every method raises Unavailable then."""

    doors: Doors
    lock: Lock
    refusals: Refusals

    def look(self, attempt: Attempt) -> tuple[Door, ...]:
        """Return the doors that the attempt goes through, as they are now."""
        with acting_for(INSTALLATION):
            return tuple(self.doors.look(name) for name, _ in self._doors(attempt))

    def failed(self, attempt: Attempt) -> None:
        """Count the failed login at its doors, and put it on record."""
        with acting_for(INSTALLATION):
            locked = [name for name, most in self._doors(attempt) if self.doors.failed(name, most)]
        count("LoginsFailed")
        self._note(attempt, "logins.try", "Unauthenticated")
        for name in locked:
            count("DoorsLocked")
            self._note(attempt, "logins.lock", name.partition(":")[0])

    def kept_out(self, attempt: Attempt) -> None:
        """Put on record that somebody came to a locked door."""
        self._note(attempt, "logins.try", "TooMany")

    def opened(self, seen: tuple[Door, ...]) -> None:
        """Forget what failed with this credential. Not what failed from the address: who has one key may try others."""
        with acting_for(INSTALLATION):
            for door in seen:
                if door.name.startswith("key:"):
                    self.doors.opened(door)

    def _doors(self, attempt: Attempt) -> list[tuple[str, int]]:
        credential = [(f"key:{attempt.credential}", self.lock.credential)] if attempt.credential else []
        return [*credential, (f"source:{attempt.ip}", self.lock.source)]

    def _note(self, attempt: Attempt, action: str, reason: str) -> None:
        key = attempt.credential and f"key:{attempt.credential}"
        refused = Refused(
            INSTALLATION, "", action, reason, attempt.correlation_id, attempt.ip, attempt.agent, key
        )
        with acting_for(INSTALLATION):
            self.refusals.note(refused)
