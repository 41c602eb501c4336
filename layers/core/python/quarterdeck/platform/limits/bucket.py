"""Token buckets as the generic cell rate algorithm: one number a bucket, in whole microseconds.

The number is when the bucket will be full again. A token moves it on by the time that one takes to come back, from
now or from where it is, whichever is later; it may be no further ahead than a whole burst takes. So no window of ``t``
seconds lets more through than ``burst + rate * t``, however many ask at once: each update is conditional on what it
rests on.
(ITU-T I.371; the same as a leaky bucket as a meter.)
"""

from msgspec import Struct

from quarterdeck.kernel.clock import Clock
from quarterdeck.platform.limits import table
from quarterdeck.platform.limits.policy import Rate
from quarterdeck.platform.limits.table import Item

SECOND = 1_000_000
TURNS = 10
"""How often an update is tried that others get in the way of; each turn is lost to a request that was let through."""


class Decision(Struct, frozen=True):
    """Whether a request may pass, how many more could now, and in how many seconds another may and all could again."""

    allowed: bool
    rate: Rate
    remaining: int
    reset_s: int
    retry_after_s: int


class Buckets(Struct, frozen=True):
    """The buckets in the table of this name."""

    table: str
    clock: Clock

    def take(self, pk: str, name: str, rate: Rate) -> Decision:
        """Take a token of the bucket ``name`` in the partition, if there is one.

        Raises:
            Unavailable: the table does not answer.
        """
        now = round(self.clock.now().timestamp() * SECOND)
        where = table.key(pk, name)
        done, row = self._take_full(where, now, rate)
        for _ in range(TURNS):
            full_at = int(row["full_at"]["N"]) if row else 0
            if done:
                return _decision(rate, full_at, now, allowed=True)
            if full_at + rate.interval_us > now + rate.burst * rate.interval_us:
                break
            take = self._take_full if full_at <= now else self._take_partly
            done, row = take(where, now, rate)
        return _decision(rate, full_at, now, allowed=False)

    def _take_full(self, where: Item, now: int, rate: Rate) -> tuple[bool, Item]:
        full_at = now + rate.interval_us
        values = {":now": _number(now), ":full_at": _number(full_at), ":expires": _expires(full_at)}
        full = "attribute_not_exists(full_at) OR full_at <= :now"
        change = "SET full_at = :full_at, expires = :expires"
        return table.update_if(full, self.table, where, change, values)

    def _take_partly(self, where: Item, now: int, rate: Rate) -> tuple[bool, Item]:
        latest = now + (rate.burst - 1) * rate.interval_us
        values = {
            ":now": _number(now),
            ":latest": _number(latest),
            ":interval": _number(rate.interval_us),
            ":expires": _expires(latest + rate.interval_us),
        }
        partly = "full_at > :now AND full_at <= :latest"
        change = "SET full_at = full_at + :interval, expires = :expires"
        return table.update_if(partly, self.table, where, change, values)


def _decision(rate: Rate, full_at: int, now: int, *, allowed: bool) -> Decision:
    behind = max(0, full_at - now)
    remaining = max(0, rate.burst - -(-behind // rate.interval_us))
    wait = max(0, full_at + rate.interval_us - now - rate.burst * rate.interval_us)
    return Decision(allowed, rate, remaining, _seconds(behind), 0 if allowed else max(1, _seconds(wait)))


def _seconds(microseconds: int) -> int:
    """Return whole seconds, rounded up."""
    return -(-microseconds // SECOND)


def _number(value: int) -> Item:
    return {"N": str(value)}


def _expires(full_at: int) -> Item:
    return _number(_seconds(full_at) + 60)
