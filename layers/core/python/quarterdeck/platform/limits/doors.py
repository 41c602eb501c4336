"""Doors that failed logins lock: so many within some minutes, and nobody gets in by it for as long.

A door's row counts failures by the minute, so that old ones fall out one minute at a time; the lock takes all away.
Guesses that are under way when the lock falls are still checked, so as many more as there are at once get through.
"""

from msgspec import Struct

from quarterdeck.kernel.clock import Clock
from quarterdeck.kernel.tenancy import tenant_key
from quarterdeck.platform.audit.model import INSTALLATION
from quarterdeck.platform.limits import table
from quarterdeck.platform.limits.table import Item

MINUTE = 60
COUNT = "m"
"""Starts the name of each attribute that counts a minute's failures."""


class Door(Struct, frozen=True):
    """A door as it was seen: for how many more seconds it is locked (0: not), and the minutes that have failures."""

    name: str
    locked_s: int
    minutes: tuple[str, ...]


class Doors(Struct, frozen=True):
    """Doors by name (such as ``key:<public part>``); failures count for ``minutes``, and a lock holds as long.

    Every method raises Unavailable where the table does not answer.
    """

    table: str
    clock: Clock
    minutes: int

    def look(self, name: str) -> Door:
        row = table.read(self.table, _key(name))
        until = int(row.get("locked_until", {"N": "0"})["N"])
        return Door(name, max(0, until - self._now()), _minutes(row))

    def failed(self, name: str, most: int) -> bool:
        """Count a failed login at the door; lock it and return True where that makes ``most`` of them."""
        now = self._now()
        row = self._count(name, now)
        begin = now // MINUTE - self.minutes
        recent = (minute for minute in _minutes(row) if int(minute.removeprefix(COUNT)) > begin)
        if sum(int(row[minute]["N"]) for minute in recent) < most:
            return False
        self._forget(name, _minutes(row), locked_until=now + self.minutes * MINUTE)
        return True

    def opened(self, seen: Door) -> None:
        """Forget the failures at the door: somebody got in who may."""
        if seen.minutes:
            self._forget(seen.name, seen.minutes, locked_until=0)

    def _count(self, name: str, now: int) -> Item:
        values = {":one": _number(1), ":expires": _number(now + (self.minutes + 1) * MINUTE)}
        change = f"SET expires = :expires ADD {COUNT}{now // MINUTE} :one"
        return table.update(self.table, _key(name), change, values)

    def _forget(self, name: str, minutes: tuple[str, ...], *, locked_until: int) -> None:
        expires = max(locked_until, self._now()) + MINUTE
        values = {":until": _number(locked_until), ":expires": _number(expires)}
        change = f"SET locked_until = :until, expires = :expires REMOVE {', '.join(minutes)}"
        table.update(self.table, _key(name), change, values)

    def _now(self) -> int:
        return int(self.clock.now().timestamp())


def _minutes(row: Item) -> tuple[str, ...]:
    return tuple(name for name in row if name.startswith(COUNT))


def _number(value: int) -> Item:
    return {"N": str(value)}


def _key(name: str) -> Item:
    return table.key(tenant_key(INSTALLATION, "DOOR", name), "DOOR")
