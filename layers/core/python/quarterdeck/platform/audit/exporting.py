"""The trail as exports have it: each lane as it was written, and where requests came from as long as that is kept."""

from collections.abc import Mapping
from typing import Any

from quarterdeck.kernel.codec import dump
from quarterdeck.kernel.tenancy import TenantId
from quarterdeck.platform.audit.chain import Sealed
from quarterdeck.platform.audit.lanes import LANES
from quarterdeck.platform.audit.origins import find
from quarterdeck.platform.audit.reading import lane_page
from quarterdeck.platform.exporting import Rows

AT_ONCE = 500


def export_trail(tenant: TenantId, subject: str | None, cursor: str | None) -> Rows:
    """Return the next entries, of what the person did alone where one is named."""
    lane, after = (int(part) for part in (cursor or "0.0").split("."))
    found, more = lane_page(tenant, lane, limit=AT_ONCE, after=after)
    theirs = [sealed for sealed in found if subject in {None, sealed.body["subject"]}]
    named = {sealed.body["origin"] for sealed in theirs} - {""}
    origins = {origin: dump(find(tenant, origin)) for origin in named}
    return Rows([_shown(sealed, origins) for sealed in theirs], _cursor(lane, more))


def _shown(sealed: Sealed, origins: Mapping[str, Any]) -> dict[str, Any]:
    return dict(sealed.body) | {"hash": sealed.hash, "came_from": origins.get(sealed.body["origin"])}


def _cursor(lane: int, more: int | None) -> str | None:
    """Return where the trail goes on: in the same lane, in the next, or nowhere."""
    if more is not None:
        return f"{lane}.{more}"
    return f"{lane + 1}.0" if lane + 1 < LANES else None
