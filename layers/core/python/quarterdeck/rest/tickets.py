"""Tickets for web sockets."""

from quarterdeck.bootstrap.sockets import tickets
from quarterdeck.contexts.identity.permissions import Permission
from quarterdeck.contexts.identity.tickets import LIFETIME, Holder
from quarterdeck.kernel.settings import setting
from quarterdeck.platform.http import View
from quarterdeck.rest.endpoint import Call, Routes

ROUTES = Routes()


class TicketView(View):
    """A ticket that opens one web socket, at ``<url>?ticket=<ticket>``, for ``expires_in`` seconds."""

    ticket: str
    url: str
    expires_in: int


@ROUTES.add("POST", "/v1/tickets", Permission.ASK, status=201)
def issue_ticket(call: Call) -> TicketView:
    """Make a ticket for a web socket over which answers come as they are made."""
    access = call.access
    holder = Holder(
        tenant=call.tenant,
        subject=call.caller.subject,
        permissions=access.permissions,
        door=access.door,
        credential=access.credential,
        origin=call.actor.origin,
    )
    return TicketView(
        ticket=tickets().issue(holder), url=setting("SOCKET_URL"), expires_in=int(LIFETIME.total_seconds())
    )
