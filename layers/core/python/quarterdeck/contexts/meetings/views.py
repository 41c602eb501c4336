"""What callers see of a meeting."""

from typing import Any

from quarterdeck.contexts.meetings.model import Meeting
from quarterdeck.contexts.meetings.service import Offer


def meeting_view(meeting: Meeting) -> dict[str, Any]:
    """Return the meeting and how far its ingest is, JSON-ready."""
    return {
        "meeting_id": meeting.id,
        "company": meeting.company,
        "title": meeting.title,
        "date": meeting.date.isoformat(),
        "participants": [
            {"name": p.name, "company": p.company, "title": p.title} for p in meeting.participants
        ],
        "status": meeting.status.value,
        "reason": meeting.reason,
        "turns": meeting.turns,
    }


def offer_view(offer: Offer) -> dict[str, Any]:
    """Return the meeting and the PUT request that uploads its transcript."""
    return meeting_view(offer.meeting) | {
        "upload": {"method": "PUT", "url": offer.url, "headers": offer.headers}
    }
