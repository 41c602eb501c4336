"""The audit trail: as a list, and whole, for whoever verifies it."""

import base64
from datetime import datetime

from quarterdeck.bootstrap.audit import anchor_key, anchorage
from quarterdeck.contexts.identity.permissions import Permission
from quarterdeck.kernel.errors import InvalidInput
from quarterdeck.platform.audit.chain import instant
from quarterdeck.platform.audit.lanes import LANES
from quarterdeck.platform.audit.origins import find
from quarterdeck.platform.audit.reading import Wanted, lane_page, newest
from quarterdeck.platform.audit.views import anchor_view, count_of, entry_view, lane_number, sealed_view
from quarterdeck.rest.endpoint import Call, Reply, Routes

ROUTES = Routes()


@ROUTES.add("GET", "/v1/audit", Permission.READ_AUDIT)
def entries(call: Call) -> Reply:
    found, more = newest(call.tenant, limit=call.limit, before=call.before, wanted=_wanted(call))
    origins = {origin: find(call.tenant, origin) for sealed in found if (origin := sealed.body["origin"])}
    shown = [entry_view(sealed, origins.get(sealed.body["origin"])) for sealed in found]
    return Reply({"audit": shown, "before": more})


@ROUTES.add("GET", "/v1/audit/lanes/{lane}", Permission.READ_AUDIT)
def lane(call: Call, lane: str) -> Reply:
    after = count_of(call.query.get("after", "0"), "after")
    found, more = lane_page(call.tenant, lane_number(lane), limit=call.limit, after=after)
    return Reply({"entries": [sealed_view(sealed) for sealed in found], "after": more, "lanes": LANES})


@ROUTES.add("GET", "/v1/audit/anchors", Permission.READ_AUDIT)
def anchors(call: Call) -> Reply:
    before = count_of(call.before, "before") if call.before else None
    found = anchorage().page(call.tenant, limit=call.limit, before=before)
    more = found[-1].number if found and found[-1].number > 1 else None
    key = base64.b64encode(anchor_key().public()).decode()
    shown = [anchor_view(each) for each in found]
    return Reply({"tenant": call.tenant, "anchors": shown, "before": more, "public_key": key})


def _wanted(call: Call) -> Wanted:
    given = {name: call.query.get(name, "") for name in ("subject", "action", "result")}
    return Wanted(**given, since=_instant(call, "since"), until=_instant(call, "until"))


def _instant(call: Call, name: str) -> str:
    text = call.query.get(name)
    if not text:
        return ""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise InvalidInput(f"{name} must be an instant such as 2026-01-31T12:00:00Z", field=name) from None
    if at.tzinfo is None:
        raise InvalidInput(f"{name} must say its time zone, such as Z", field=name)
    return instant(at)
