"""Meetings and the names of the companies that hold them."""

from quarterdeck.bootstrap.meetings import meetings
from quarterdeck.contexts.identity.permissions import Permission
from quarterdeck.contexts.meetings.requests import CompanyBody, MeetingBody, RedactionBody
from quarterdeck.contexts.meetings.views import (
    CompanyView,
    MeetingsPage,
    MeetingView,
    OfferView,
    RedactionView,
    meeting_view,
    offer_view,
)
from quarterdeck.platform.limits.policy import LimitClass
from quarterdeck.rest.endpoint import Call, Page, Routes

ROUTES = Routes()

MOST_TRANSCRIPT = 6_000_000
"""How many bytes a body with a transcript may have: about what Lambda takes; longer ones are uploaded."""


@ROUTES.add("GET", "/v1/meetings", Permission.READ_MEETINGS, query=Page)
def newest(call: Call, page: Page) -> MeetingsPage:
    """List the meetings, latest first."""
    found, more = meetings().newest(call.tenant, limit=page.limit, before=page.before)
    return MeetingsPage(meetings=[meeting_view(meeting) for meeting in found], before=more)


@ROUTES.add(
    "POST",
    "/v1/meetings",
    Permission.ADD_MEETINGS,
    body=MeetingBody,
    status=202,
    limit=LimitClass.INGEST,
    most_bytes=MOST_TRANSCRIPT,
)
def add(call: Call, body: MeetingBody) -> MeetingView | OfferView:
    """Ingest a meeting, or ask where to upload its transcript."""
    if body.upload:
        return offer_view(meetings().offer(call.actor, body))
    return meeting_view(meetings().accept(call.actor, body))


@ROUTES.add("GET", "/v1/meetings/{meeting_id}", Permission.READ_MEETINGS)
def meeting(call: Call, meeting_id: str) -> MeetingView:
    """Return a meeting and how far its ingest is."""
    return meeting_view(meetings().get(call.tenant, meeting_id))


@ROUTES.add(
    "POST", "/v1/meetings/{meeting_id}/retry", Permission.ADD_MEETINGS, status=202, limit=LimitClass.INGEST
)
def retry(call: Call, meeting_id: str) -> MeetingView:
    """Ingest a failed meeting again."""
    return meeting_view(meetings().retry(call.actor, meeting_id))


@ROUTES.add("POST", "/v1/companies", Permission.ADD_MEETINGS, body=CompanyBody, limit=LimitClass.INGEST)
def name_company(call: Call, body: CompanyBody) -> CompanyView:
    """Keep the other names that a company goes by."""
    meetings().name_company(call.actor, body)
    return CompanyView(name=body.name, aliases=body.aliases)


@ROUTES.add("GET", "/v1/settings/redaction", Permission.READ_MEETINGS)
def redaction(call: Call) -> RedactionView:
    """Return what is taken out of transcripts before they are stored."""
    return RedactionView(transcripts=meetings().redaction(call.tenant))


@ROUTES.add("PUT", "/v1/settings/redaction", Permission.MANAGE_SETTINGS, body=RedactionBody)
def choose_redaction(call: Call, body: RedactionBody) -> RedactionView:
    """Choose what is taken out of the transcripts that are ingested from now on."""
    return RedactionView(transcripts=meetings().choose_redaction(call.actor, body))
