"""Meetings and the names of the companies that hold them."""

from quarterdeck.bootstrap.meetings import meetings
from quarterdeck.contexts.identity.permissions import Permission
from quarterdeck.contexts.meetings.requests import CompanyBody, MeetingBody
from quarterdeck.contexts.meetings.views import meeting_view, offer_view
from quarterdeck.rest.endpoint import Call, Reply, Routes

ROUTES = Routes()


@ROUTES.add("GET", "/v1/meetings", Permission.READ_MEETINGS)
def newest(call: Call) -> Reply:
    found, more = meetings().newest(call.tenant, limit=call.limit, before=call.before)
    return Reply({"meetings": [meeting_view(meeting) for meeting in found], "before": more})


@ROUTES.add("POST", "/v1/meetings", Permission.ADD_MEETINGS, MeetingBody)
def add(call: Call, body: MeetingBody) -> Reply:
    if body.upload:
        return Reply(offer_view(meetings().offer(call.tenant, body)), 202)
    return Reply(meeting_view(meetings().accept(call.tenant, body)), 202)


@ROUTES.add("GET", "/v1/meetings/{meeting_id}", Permission.READ_MEETINGS)
def meeting(call: Call, meeting_id: str) -> Reply:
    return Reply(meeting_view(meetings().get(call.tenant, meeting_id)))


@ROUTES.add("POST", "/v1/meetings/{meeting_id}/retry", Permission.ADD_MEETINGS)
def retry(call: Call, meeting_id: str) -> Reply:
    return Reply(meeting_view(meetings().retry(call.tenant, meeting_id)), 202)


@ROUTES.add("POST", "/v1/companies", Permission.ADD_MEETINGS, CompanyBody)
def name_company(call: Call, body: CompanyBody) -> Reply:
    meetings().name_company(call.tenant, body)
    return Reply({"name": body.name, "aliases": list(body.aliases)})
