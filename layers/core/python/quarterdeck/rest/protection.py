"""Deleting meetings, and looking at erasures."""

from quarterdeck.bootstrap.meetings import meetings
from quarterdeck.bootstrap.protection import erasures
from quarterdeck.contexts.identity.permissions import Permission
from quarterdeck.contexts.operations.protection.model import Kind
from quarterdeck.contexts.operations.protection.views import ErasureView, erasure_view
from quarterdeck.rest.endpoint import Call, Routes

ROUTES = Routes()


@ROUTES.add("DELETE", "/v1/meetings/{meeting_id}", Permission.DELETE_MEETINGS, status=202)
def delete_meeting(call: Call, meeting_id: str) -> ErasureView:
    """Delete a meeting: nobody can ask about it from now on, and all that was made of it is erased."""
    deletion = meetings().begin_deletion(call.actor, meeting_id)
    return erasure_view(erasures().begin(call.actor, Kind.MEETING, meeting_id, deletion.id))


@ROUTES.add("GET", "/v1/erasures/{erasure_id}", Permission.DELETE_MEETINGS)
def erasure(call: Call, erasure_id: str) -> ErasureView:
    """Return how far an erasure is and, once it is done, its receipt."""
    return erasure_view(erasures().get(call.tenant, erasure_id))
