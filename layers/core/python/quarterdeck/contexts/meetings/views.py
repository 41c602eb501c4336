"""What callers see of a meeting."""

from datetime import datetime
from typing import Literal

from quarterdeck.contexts.meetings.model import Meeting, Participant, Redaction, Status
from quarterdeck.contexts.meetings.service import Offer
from quarterdeck.platform.http import View


class MeetingView(View):
    """A meeting and how far its ingest is; one that failed or expired says why in ``reason``."""

    meeting_id: str
    company: str
    title: str
    date: datetime
    participants: tuple[Participant, ...]
    status: Status
    reason: str | None
    turns: int


class UploadView(View):
    """The PUT request that uploads the transcript."""

    method: Literal["PUT"] = "PUT"
    url: str
    headers: dict[str, str]


class OfferView(MeetingView):
    """A meeting that waits for its transcript."""

    upload: UploadView


class MeetingsPage(View):
    """Meetings, latest first; ``before`` asks for the page after this one, and is null at the end."""

    meetings: list[MeetingView]
    before: str | None


class CompanyView(View):
    """The other names that a company goes by."""

    name: str
    aliases: tuple[str, ...]


class RedactionView(View):
    """How much is taken out of transcripts."""

    transcripts: Redaction


def meeting_view(meeting: Meeting) -> MeetingView:
    """Return the meeting as callers see it."""
    return MeetingView(
        meeting_id=meeting.id,
        company=meeting.company,
        title=meeting.title,
        date=meeting.date,
        participants=meeting.participants,
        status=meeting.status,
        reason=meeting.reason,
        turns=meeting.turns,
    )


def offer_view(offer: Offer) -> OfferView:
    """Return the meeting with the request that uploads its transcript."""
    return OfferView(
        **dict(meeting_view(offer.meeting)), upload=UploadView(url=offer.url, headers=offer.headers)
    )
