"""Trails made without a table, and what one does to them."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from msgspec.structs import replace

from quarterdeck.kernel.errors import Conflict
from quarterdeck.kernel.tenancy import TenantId, tenant_id
from quarterdeck.platform.audit.anchors import Anchor, Anchoring, Heads
from quarterdeck.platform.audit.chain import Sealed, digest, seal
from quarterdeck.platform.audit.model import Actor, Entry
from quarterdeck.platform.audit.verify import Report, verify
from tests.support.clocks import StillClock
from tests.support.signing import OwnKey

TENANT = tenant_id("harbour")
KEY = OwnKey()
BEGAN = datetime(2026, 11, 20, 9, tzinfo=UTC)


def entry(number: int, tenant: TenantId = TENANT, **changes: Any) -> Entry:
    actor = Actor(tenant, f"usr_{number % 3}", f"cor-{number}", origin="0" * 64)
    made = Entry(f"aud_{number}", BEGAN + timedelta(seconds=number), actor, "meetings.add", f"mtg_{number}")
    return replace(made, **changes)


@dataclass
class MemoryAnchorage:
    kept: list[Anchor] = field(default_factory=list)

    def put(self, anchor: Anchor) -> None:
        if any(each.number == anchor.number for each in self.kept):
            raise Conflict("it exists already")
        self.kept.append(anchor)

    def newest(self, tenant: TenantId) -> Anchor | None:
        return next((each for each in reversed(self.kept) if each.tenant == tenant), None)

    def page(self, tenant: TenantId, *, limit: int, before: int | None) -> list[Anchor]:
        older = [each for each in reversed(self.kept) if each.tenant == tenant]
        return [each for each in older if before is None or each.number < before][:limit]


@dataclass
class Trail:
    """Lanes of entries, with an anchor after each of the given counts of entries."""

    lanes: dict[int, list[Sealed]]
    anchors: list[Anchor]

    def verified(self) -> Report:
        return verify(TENANT, self.lanes, self.anchors, KEY.is_signed)


def trail(*, lanes: int, entries: int, anchored: set[int]) -> Trail:
    made: dict[int, list[Sealed]] = {lane: [] for lane in range(lanes)}
    anchorage = MemoryAnchorage()
    anchoring = Anchoring(KEY, anchorage, StillClock())
    for number in range(entries):
        lane = made[number * 7 % lanes]
        lane.append(seal(entry(number), number * 7 % lanes, lane[-1] if lane else None))
        if number + 1 in anchored:
            anchoring.anchor(TENANT, lambda _: heads(made))
    return Trail(made, anchorage.kept)


def heads(lanes: dict[int, list[Sealed]]) -> Heads:
    return {f"{lane:02}": (found[-1].seq, found[-1].hash) for lane, found in lanes.items() if found}


def rehashed(entries: list[Sealed], start: int) -> list[Sealed]:
    """Return the entries as somebody would leave them who knows the rules: linked and hashed anew from the place on."""
    done = entries[:start]
    for sealed in entries[start:]:
        body = dict(sealed.body) | {"seq": len(done) + 1, "prev": done[-1].hash if done else "0" * 64}
        done.append(Sealed(body, digest(body)))
    return done
