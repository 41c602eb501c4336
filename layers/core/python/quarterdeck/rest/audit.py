"""The audit trail: as a list, and whole, for whoever verifies it."""

import base64
from typing import Annotated

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints

from quarterdeck.bootstrap.audit import anchor_key, anchorage
from quarterdeck.contexts.identity.permissions import Permission
from quarterdeck.platform.audit.chain import instant
from quarterdeck.platform.audit.model import Result
from quarterdeck.platform.audit.origins import find
from quarterdeck.platform.audit.reading import Wanted, lane_page, newest
from quarterdeck.platform.audit.views import (
    AnchorsPage,
    EntriesPage,
    LaneView,
    entry_view,
    lane_number,
    sealed_view,
)
from quarterdeck.rest.endpoint import Call, Page, Routes

ROUTES = Routes()

Word = Annotated[str, StringConstraints(max_length=200)]


class EntriesQuery(Page):
    """Which entries: those of a subject, an action, a result, from ``since`` on and before ``until``."""

    subject: Word = ""
    action: Word = ""
    result: Result | None = None
    since: AwareDatetime | None = None
    until: AwareDatetime | None = None


class LaneQuery(BaseModel):
    """Which part of a lane: up to ``limit`` entries that follow the number ``after``."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    limit: Annotated[int, Field(ge=1, le=100)] = 20
    after: Annotated[int, Field(ge=0, lt=10**12)] = 0


class AnchorsQuery(BaseModel):
    """Which anchors: up to ``limit`` of lower numbers than ``before``."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    limit: Annotated[int, Field(ge=1, le=100)] = 20
    before: Annotated[int, Field(ge=1, lt=10**10)] | None = None


@ROUTES.add("GET", "/v1/audit", Permission.READ_AUDIT, query=EntriesQuery)
def entries(call: Call, query: EntriesQuery) -> EntriesPage:
    """List who did what, when, from where and with what result, latest first."""
    found, more = newest(call.tenant, limit=query.limit, before=query.before, wanted=_wanted(query))
    origins = {origin: find(call.tenant, origin) for sealed in found if (origin := sealed.body["origin"])}
    shown = [entry_view(sealed, origins.get(sealed.body["origin"])) for sealed in found]
    return EntriesPage(audit=shown, before=more)


@ROUTES.add("GET", "/v1/audit/lanes/{lane}", Permission.READ_AUDIT, query=LaneQuery)
def lane(call: Call, query: LaneQuery, lane: str) -> LaneView:
    """Return a lane's entries as they were hashed."""
    found, more = lane_page(call.tenant, lane_number(lane), limit=query.limit, after=query.after)
    return LaneView(entries=[sealed_view(sealed) for sealed in found], after=more)


@ROUTES.add("GET", "/v1/audit/anchors", Permission.READ_AUDIT, query=AnchorsQuery)
def anchors(call: Call, query: AnchorsQuery) -> AnchorsPage:
    """List the signed anchors, newest first, with the key that they are signed for."""
    found = anchorage().page(call.tenant, limit=query.limit, before=query.before)
    more = found[-1].number if found and found[-1].number > 1 else None
    key = base64.b64encode(anchor_key().public()).decode()
    return AnchorsPage(tenant=call.tenant, anchors=found, before=more, public_key=key)


def _wanted(query: EntriesQuery) -> Wanted:
    return Wanted(
        subject=query.subject,
        action=query.action,
        result=query.result or "",
        since=instant(query.since) if query.since else "",
        until=instant(query.until) if query.until else "",
    )
