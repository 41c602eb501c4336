"""What a tenant may spend on models: taken before a call at its worst case, and set right after it.

Nothing is spent that was not reserved, so however many call at once, the limit holds.
"""

from collections.abc import Callable
from typing import Protocol

from msgspec import Struct

from quarterdeck.kernel.clock import Clock
from quarterdeck.kernel.errors import Unavailable
from quarterdeck.kernel.ids import Ids
from quarterdeck.kernel.money import NanoUsd
from quarterdeck.kernel.observability import logger
from quarterdeck.kernel.tenancy import TenantId

HELD_SECONDS = 120
"""How long a reservation outlives its call's deadline at least; what a crashed caller holds is free after that."""


class Limits(Struct, frozen=True):
    """The most to spend in a day and in a month of UTC; None is without limit."""

    day: NanoUsd | None = None
    month: NanoUsd | None = None


class Reservation(Struct, frozen=True):
    """An amount held for one call. ``month`` (``2026-11``) and ``day`` (``25``) are those of its making."""

    tenant: TenantId
    id: str
    month: str
    day: str
    amount: NanoUsd


class Ledger(Protocol):
    """What each tenant has spent and holds, by month and day. Every operation is atomic."""

    def hold(self, reservation: Reservation, limits: Limits, until: float) -> bool:
        """Add the amount to its month and day, unless that exceeds a limit; it is held until that instant."""
        ...

    def settle(self, reservation: Reservation, spent: NanoUsd) -> None:
        """Put what was spent in the place of the held amount, also where that was freed meanwhile."""
        ...

    def free(self, tenant: TenantId, month: str, now: float) -> int:
        """Take back what is held for longer than it may be, and return how many reservations that were."""
        ...

    def spent(self, tenant: TenantId, month: str, day: str) -> tuple[NanoUsd, NanoUsd]:
        """Return what is spent and held in the month, and on the day."""
        ...


class Budget(Struct, frozen=True):
    """The tenants' limits over a ledger."""

    ledger: Ledger
    limits: Callable[[TenantId], Limits]
    clock: Clock
    ids: Ids

    def reserve(self, tenant: TenantId, amount: NanoUsd) -> Reservation | None:
        """Hold the amount, or return None where the tenant's budget has no room for it, or can't be asked.

        Where there is no limit, or nothing to pay, no account is kept.
        """
        now, limits = self.clock.now(), self.limits(tenant)
        counted = amount and limits != Limits()
        held = Reservation(
            tenant, self.ids.new("rsv") if counted else "", f"{now:%Y-%m}", f"{now:%d}", amount
        )
        try:
            return held if not counted or self._hold(held, limits, now.timestamp()) else None
        except Unavailable:
            logger.exception("budget out of reach")
            return None

    def settle(self, reservation: Reservation, spent: NanoUsd) -> None:
        """Replace what was held by what was spent."""
        if not reservation.id:
            return
        try:
            self.ledger.settle(reservation, spent)
        except Unavailable:
            logger.exception("budget not settled", extra={"spent_nano_usd": spent})

    def _hold(self, held: Reservation, limits: Limits, now: float) -> bool:
        until = now + HELD_SECONDS
        if self.ledger.hold(held, limits, until):
            return True
        return self.ledger.free(held.tenant, held.month, now) > 0 and self.ledger.hold(held, limits, until)
