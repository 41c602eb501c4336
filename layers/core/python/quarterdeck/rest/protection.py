"""Deleting meetings, erasing people and organisations, and looking at erasures."""

from quarterdeck.bootstrap.meetings import meetings
from quarterdeck.bootstrap.protection import erasures
from quarterdeck.contexts.identity import leaving
from quarterdeck.contexts.identity.permissions import Permission
from quarterdeck.contexts.operations.protection.model import Kind
from quarterdeck.contexts.operations.protection.requests import ErasureBody, ReceiptBody
from quarterdeck.contexts.operations.protection.views import ErasureView, erasure_view
from quarterdeck.kernel.tenancy import tenant_id
from quarterdeck.platform.acting import acting_for
from quarterdeck.platform.limits.policy import LimitClass
from quarterdeck.rest.endpoint import Call, Routes, Visit

ROUTES = Routes()


@ROUTES.add("DELETE", "/v1/meetings/{meeting_id}", Permission.DELETE_MEETINGS, status=202)
def delete_meeting(call: Call, meeting_id: str) -> ErasureView:
    """Delete a meeting: nobody can ask about it from now on, and all that was made of it is erased."""
    deletion = meetings().begin_deletion(call.actor, meeting_id)
    return erasure_view(erasures().begin(call.actor, Kind.MEETING, meeting_id, deletion.id))


@ROUTES.add("POST", "/v1/erasures", Permission.ERASE_DATA, body=ErasureBody, status=202)
def erase(call: Call, body: ErasureBody) -> ErasureView:
    """Erase a person, who can't come in any more from now on, or all of the organisation, for good.

    The organisation's id is repeated to confirm it. Its keys end within seconds; the receipt is then at `/v1/receipts`.
    """
    if body.kind is Kind.PERSON:
        leaving.end_access(call.caller, body.subject, call.occasion)
        return erasure_view(erasures().begin_for(call.actor, body.subject))
    erasures().check_alone(call.tenant)
    erasure_id = leaving.close(call.caller, body.subject, call.occasion)
    return erasure_view(erasures().begin(call.actor, Kind.TENANT, call.tenant, erasure_id))


@ROUTES.add("GET", "/v1/erasures/{erasure_id}", Permission.DELETE_MEETINGS)
def erasure(call: Call, erasure_id: str) -> ErasureView:
    """Return how far an erasure is and, once it is done, its receipt."""
    return erasure_view(erasures().get(call.tenant, erasure_id))


@ROUTES.add("POST", "/v1/receipts", None, body=ReceiptBody, limit=LimitClass.LOGIN)
def receipt(visit: Visit, body: ReceiptBody) -> ErasureView:
    """Return how far an organisation's erasure is, or its receipt, to whoever knows the erasure's id."""
    tenant = tenant_id(body.tenant)
    with acting_for(tenant):
        return erasure_view(
            erasures().receipt(tenant, body.erasure_id, visit.correlation_id, again=body.again)
        )
