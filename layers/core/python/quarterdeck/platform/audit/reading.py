"""Reading the trail: the newest entries over all lanes, each lane as it was written, and the heads of all."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from heapq import merge
from typing import Any

from msgspec import Struct

from quarterdeck.kernel.errors import InvalidInput
from quarterdeck.kernel.tenancy import TenantId
from quarterdeck.platform.audit.anchors import Heads
from quarterdeck.platform.audit.chain import Sealed, instant
from quarterdeck.platform.audit.lanes import LANES
from quarterdeck.platform.audit.rows import EntryRow, lane_key, number, to_sealed
from quarterdeck.platform.audit.writing import tail

MOST_READ = 2_000
"""How many entries one page may look at, where few of them are asked for."""

FEWEST_READ = 25
"""How many entries of a lane are read at once at least: few may be wanted, and be rare."""

LATE = timedelta(minutes=15)
"""How much earlier an entry may be than one before it in its lane: it has the time at which its request began."""


class Wanted(Struct, frozen=True):
    """Which entries: all that are given must hold; instants are in the form of ``chain.instant``."""

    subject: str = ""
    action: str = ""
    result: str = ""
    since: str = ""
    until: str = ""

    @property
    def earliest(self) -> str:
        """The instant before which no more entries are looked for."""
        return instant(datetime.fromisoformat(self.since) - LATE) if self.since else ""

    def has(self, sealed: Sealed) -> bool:
        body = sealed.body
        given = {"subject": self.subject, "action": self.action, "result": self.result}
        alike = all(body[name] == value for name, value in given.items() if value)
        return alike and body["at"] >= self.since and not (self.until and body["at"] >= self.until)


EVERYTHING = Wanted()


def newest(
    tenant: TenantId,
    *,
    limit: int,
    before: str | None,
    wanted: Wanted = EVERYTHING,
) -> tuple[list[Sealed], str | None]:
    """Return up to ``limit`` entries, latest first, and what to pass as ``before`` for more (None at the end).

    A page may hold fewer, or none, and yet have more after it.

    Raises:
        InvalidInput: ``before`` is no earlier answer's.
    """
    positions = _positions(before)
    lanes = [_backwards(tenant, lane, start, limit) for lane, start in positions.items() if start != 1]
    found: list[Sealed] = []
    earliest = wanted.earliest
    for looked_at, sealed in enumerate(merge(*lanes, key=_when, reverse=True), start=1):
        if sealed.body["at"] < earliest:
            return found, None
        positions[sealed.lane] = sealed.seq
        if wanted.has(sealed):
            found.append(sealed)
        if len(found) == limit or looked_at == MOST_READ:
            return found, _cursor(tenant, positions)
    return found, None


def lane_page(tenant: TenantId, lane: int, *, limit: int, after: int) -> tuple[list[Sealed], int | None]:
    """Return up to ``limit`` entries of the lane after that number, and the last one's where there may be more."""
    rows = EntryRow.query(
        lane_key(tenant, lane), EntryRow.sk > number(after), limit=limit, consistent_read=True
    )
    found = [to_sealed(row) for row in rows]
    return found, found[-1].seq if len(found) == limit else None


def heads(tenant: TenantId) -> Heads:
    """Return where each of the tenant's lanes ends."""
    ends = ((lane, tail(tenant, lane)) for lane in range(LANES))
    return {f"{lane:02}": (end.seq, end.hash) for lane, end in ends if end}


def _backwards(tenant: TenantId, lane: int, start: int | None, size: int) -> Iterator[Sealed]:
    """Return the lane's entries below the number ``start``, newest first."""
    condition = EntryRow.sk < number(start) if start else None
    size = max(size, FEWEST_READ)
    rows = EntryRow.query(lane_key(tenant, lane), condition, scan_index_forward=False, page_size=size)
    return (to_sealed(row) for row in rows)


def _when(sealed: Sealed) -> Any:
    return sealed.body["at"], sealed.body["id"]


def _cursor(tenant: TenantId, positions: dict[int, int | None]) -> str | None:
    """Return the lowest number read of each lane, empty where nothing was; None where there is no more to read."""
    if all(start == 1 or (start is None and tail(tenant, lane) is None) for lane, start in positions.items()):
        return None
    return ".".join(str(start or "") for start in positions.values())


def _positions(cursor: str | None) -> dict[int, int | None]:
    if cursor is None:
        return dict.fromkeys(range(LANES))
    parts = cursor.split(".")
    if len(parts) != LANES or not all(part.isascii() and (part.isdigit() or not part) for part in parts):
        raise InvalidInput("before must be what an earlier page said", field="before")
    return {lane: int(part) if part else None for lane, part in enumerate(parts)}
