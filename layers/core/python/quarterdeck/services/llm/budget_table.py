"""The ledger in the gateway's table: one row a tenant and month, with its total, each day's, and what is held."""

from msgspec import Struct

from quarterdeck.kernel.money import NanoUsd
from quarterdeck.kernel.tenancy import TenantId, tenant_key
from quarterdeck.services.llm import table
from quarterdeck.services.llm.budget import Limits, Reservation
from quarterdeck.services.llm.table import Item

HELD = "held_"
"""Starts the name of each attribute that is a reservation, so that holding it is one write with the totals."""

KEPT_SECONDS = 400 * 24 * 3600
"""How long a month's row is kept after its last call."""


class TableLedger(Struct, frozen=True):
    """A write fails where a total has no room left: totals are compared by DynamoDB, in the write itself."""

    name: str

    def hold(self, reservation: Reservation, limits: Limits, until: float) -> bool:
        conditions, rooms = ["attribute_not_exists(#held)"], {}
        for total, limit in (("month_total", limits.month), (f"day_{reservation.day}", limits.day)):
            if limit is not None:
                if reservation.amount > limit:
                    return False
                conditions.append(f"(attribute_not_exists({total}) OR {total} <= :{total})")
                rooms[f":{total}"] = _number(limit - reservation.amount)
        held = {"amount": _number(reservation.amount), "day": {"S": reservation.day}, "until": _number(until)}
        return self._update(
            reservation,
            f"SET #held = :held, expires = :expires ADD month_total :change, day_{reservation.day} :change",
            " AND ".join(conditions),
            {
                ":held": {"M": held},
                ":change": _number(reservation.amount),
                ":expires": _number(int(until) + KEPT_SECONDS),
            }
            | rooms,
        )

    def settle(self, reservation: Reservation, spent: NanoUsd) -> None:
        change = f"ADD month_total :change, day_{reservation.day} :change"
        settled = {":change": _number(spent - reservation.amount)}
        if not self._update(reservation, f"REMOVE #held {change}", "attribute_exists(#held)", settled):
            self._update(reservation, change, "attribute_not_exists(#held)", {":change": _number(spent)})

    def free(self, tenant: TenantId, month: str, now: float) -> int:
        late = [r for r, until in _reservations(tenant, month, self._row(tenant, month)) if until < now]
        return sum(self._release(reservation) for reservation in late)

    def spent(self, tenant: TenantId, month: str, day: str) -> tuple[NanoUsd, NanoUsd]:
        row = self._row(tenant, month)
        month_total, day_total = (
            int(row.get(name, {"N": "0"})["N"]) for name in ("month_total", f"day_{day}")
        )
        return NanoUsd(month_total), NanoUsd(day_total)

    def _release(self, reservation: Reservation) -> bool:
        change = f"REMOVE #held ADD month_total :change, day_{reservation.day} :change"
        values = {":change": _number(-reservation.amount)}
        return self._update(reservation, change, "attribute_exists(#held)", values)

    def _update(self, reservation: Reservation, change: str, condition: str, values: Item) -> bool:
        return table.write(
            self.name,
            _key(reservation.tenant, reservation.month),
            change,
            condition,
            ExpressionAttributeNames={"#held": f"{HELD}{reservation.id}"},
            ExpressionAttributeValues=values,
        )

    def _row(self, tenant: TenantId, month: str) -> Item:
        return table.read(self.name, _key(tenant, month))


def _key(tenant: TenantId, month: str) -> Item:
    return {"pk": {"S": tenant_key(tenant, "BUDGET")}, "sk": {"S": month}}


def _number(value: float) -> Item:
    return {"N": str(value)}


def _reservations(tenant: TenantId, month: str, row: Item) -> list[tuple[Reservation, float]]:
    found = []
    for name, value in row.items():
        if name.startswith(HELD):
            held = value["M"]
            amount = NanoUsd(int(held["amount"]["N"]))
            reservation = Reservation(tenant, name.removeprefix(HELD), month, held["day"]["S"], amount)
            found.append((reservation, float(held["until"]["N"])))
    return found
