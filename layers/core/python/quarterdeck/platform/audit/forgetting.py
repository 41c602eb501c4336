"""Erasing where a person's requests came from. The trail stays: it has people as ids, and origins as digests."""

from quarterdeck.kernel.tenancy import TenantId, tenant_key
from quarterdeck.platform.audit.lanes import LANES
from quarterdeck.platform.audit.reading import lane_page
from quarterdeck.platform.audit.rows import OriginRow
from quarterdeck.platform.erasing import Erased

AT_ONCE = 1_000


def erase_origins(tenant: TenantId, subject: str, cursor: str | None) -> Erased:
    """Remove the origins of those of the next entries that tell of the person's deeds.

    Colleagues who came from the same address with the same program lose theirs with it: it is the person's, too.
    """
    lane, after = (int(part) for part in (cursor or "0.0").split("."))
    entries, more = lane_page(tenant, lane, limit=AT_ONCE, after=after)
    theirs = {each.body["origin"] for each in entries if each.body["subject"] == subject}
    number = sum(_remove(tenant, origin) for origin in theirs if origin)
    if more is not None:
        return Erased(number, f"{lane}.{more}")
    return Erased(number, f"{lane + 1}.0" if lane + 1 < LANES else None)


def _remove(tenant: TenantId, origin: str) -> int:
    rows = list(OriginRow.query(tenant_key(tenant, "ORIGIN"), OriginRow.sk == origin))
    for row in rows:
        row.delete()
    return len(rows)
