"""The trail as exports have it: each lane as it was written, and where requests came from as long as that is kept."""

from functools import cache, partial

from quarterdeck.kernel.codec import dump
from quarterdeck.kernel.tenancy import TenantId
from quarterdeck.platform.audit.lanes import LANES
from quarterdeck.platform.audit.model import Origin
from quarterdeck.platform.audit.origins import find
from quarterdeck.platform.audit.reading import lane_page
from quarterdeck.platform.exporting import Rows

AT_ONCE = 500


def export_trail(tenant: TenantId, subject: str | None, cursor: str | None) -> Rows:
    """Return the next entries, of what the person did alone where one is named."""
    lane, after = (int(part) for part in (cursor or "0.0").split("."))
    found, more = lane_page(tenant, lane, limit=AT_ONCE, after=after)
    came_from = cache(partial(find, tenant))
    items = [
        dict(sealed.body)
        | {"hash": sealed.hash, "came_from": dump(Origin | None, came_from(sealed.body["origin"]))}
        for sealed in found
        if subject in {None, sealed.body["subject"]}
    ]
    return Rows(items, _cursor(lane, more))


def _cursor(lane: int, more: int | None) -> str | None:
    """Return where the trail goes on: in the same lane, in the next, or nowhere."""
    if more is not None:
        return f"{lane}.{more}"
    return f"{lane + 1}.0" if lane + 1 < LANES else None
