"""Tickets for web sockets."""

from quarterdeck.bootstrap.sockets import tickets
from quarterdeck.contexts.identity.permissions import Permission, permissions_of
from quarterdeck.contexts.identity.tickets import LIFETIME
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
    ticket = tickets().issue(call.tenant, call.caller.subject, permissions_of(call.caller.role))
    return TicketView(ticket=ticket, url=setting("SOCKET_URL"), expires_in=int(LIFETIME.total_seconds()))
