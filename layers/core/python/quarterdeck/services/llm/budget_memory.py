"""The ledger of one process: for tests and tools, and where nothing is deployed."""

import threading

from msgspec import Struct, field

from quarterdeck.kernel.money import NanoUsd
from quarterdeck.kernel.tenancy import TenantId
from quarterdeck.services.llm.budget import Limits, Reservation


class MemoryLedger(Struct):
    """The ledger of one process."""

    _totals: dict[tuple[str, ...], int] = field(default_factory=dict)
    _held: dict[str, tuple[Reservation, float]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def hold(self, reservation: Reservation, limits: Limits, until: float) -> bool:
        with self._lock:
            for place, limit in zip(_places(reservation), (limits.month, limits.day), strict=True):
                if limit is not None and self._totals.get(place, 0) + reservation.amount > limit:
                    return False
            self._add(reservation, reservation.amount)
            self._held[reservation.id] = (reservation, until)
            return True

    def settle(self, reservation: Reservation, spent: NanoUsd) -> None:
        with self._lock:
            held = self._held.pop(reservation.id, None)
            self._add(reservation, spent - (reservation.amount if held else 0))

    def free(self, tenant: TenantId, month: str, now: float) -> int:
        with self._lock:
            late = [
                r
                for r, until in self._held.values()
                if (r.tenant, r.month) == (tenant, month) and until < now
            ]
            for reservation in late:
                del self._held[reservation.id]
                self._add(reservation, -reservation.amount)
            return len(late)

    def spent(self, tenant: TenantId, month: str, day: str) -> tuple[NanoUsd, NanoUsd]:
        month_total = self._totals.get((tenant, month), 0)
        return NanoUsd(month_total), NanoUsd(self._totals.get((tenant, month, day), 0))

    def _add(self, reservation: Reservation, amount: int) -> None:
        for place in _places(reservation):
            self._totals[place] = self._totals.get(place, 0) + amount


def _places(reservation: Reservation) -> tuple[tuple[str, ...], tuple[str, ...]]:
    month = (reservation.tenant, reservation.month)
    return month, (*month, reservation.day)
