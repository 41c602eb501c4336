"""An organisation's people, and those who are invited to join them."""

from quarterdeck.contexts.identity import invitations, members
from quarterdeck.contexts.identity.membership import Status
from quarterdeck.contexts.identity.permissions import Permission
from quarterdeck.contexts.identity.requests import InvitationBody, RoleBody
from quarterdeck.contexts.identity.views import member_view
from quarterdeck.rest.endpoint import Call, Reply, Routes

ROUTES = Routes()


@ROUTES.add("GET", "/v1/members", Permission.READ_PEOPLE)
def newest(call: Call) -> Reply:
    found, more = members.newest(call.tenant, limit=call.limit, before=call.before)
    return Reply({"members": [member_view(member) for member in found], "before": more})


@ROUTES.add("PUT", "/v1/members/{subject}/role", Permission.MANAGE_PEOPLE, RoleBody)
def change_role(call: Call, body: RoleBody, subject: str) -> Reply:
    return Reply(member_view(members.change_role(call.caller, subject, body.role, call.occasion)))


@ROUTES.add("POST", "/v1/members/{subject}/deactivate", Permission.MANAGE_PEOPLE)
def deactivate(call: Call, subject: str) -> Reply:
    return Reply(member_view(members.deactivate(call.caller, subject, call.occasion)))


@ROUTES.add("POST", "/v1/members/{subject}/reactivate", Permission.MANAGE_PEOPLE)
def reactivate(call: Call, subject: str) -> Reply:
    return Reply(member_view(members.reactivate(call.caller, subject, call.occasion)))


@ROUTES.add("GET", "/v1/invitations", Permission.MANAGE_PEOPLE)
def invited(call: Call) -> Reply:
    found, more = members.newest(call.tenant, limit=call.limit, before=call.before, status=Status.INVITED)
    return Reply({"invitations": [member_view(member) for member in found], "before": more})


@ROUTES.add("POST", "/v1/invitations", Permission.MANAGE_PEOPLE, InvitationBody)
def invite(call: Call, body: InvitationBody) -> Reply:
    return Reply(member_view(invitations.invite(call.caller, body.email, body.role, call.occasion)), 201)


@ROUTES.add("POST", "/v1/invitations/{subject}/send", Permission.MANAGE_PEOPLE)
def send_again(call: Call, subject: str) -> Reply:
    return Reply(member_view(invitations.send_again(call.caller, subject, call.occasion)), 202)


@ROUTES.add("DELETE", "/v1/invitations/{subject}", Permission.MANAGE_PEOPLE)
def revoke(call: Call, subject: str) -> Reply:
    invitations.revoke(call.caller, subject, call.occasion)
    return Reply({"subject": subject, "status": Status.REVOKED})
