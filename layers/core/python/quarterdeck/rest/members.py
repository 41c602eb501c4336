"""An organisation's people, and those who are invited to join them."""

from quarterdeck.contexts.identity import invitations, members
from quarterdeck.contexts.identity.membership import Status
from quarterdeck.contexts.identity.permissions import Permission
from quarterdeck.contexts.identity.requests import InvitationBody, RoleBody
from quarterdeck.contexts.identity.views import InvitationsPage, MembersPage, MemberView, member_view
from quarterdeck.rest.endpoint import Call, Page, Routes

ROUTES = Routes()


@ROUTES.add("GET", "/v1/members", Permission.READ_PEOPLE, query=Page)
def newest(call: Call, page: Page) -> MembersPage:
    """List the members, latest first, and who is invited."""
    found, more = members.newest(call.tenant, limit=page.limit, before=page.before)
    return MembersPage(members=[member_view(member) for member in found], before=more)


@ROUTES.add("PUT", "/v1/members/{subject}/role", Permission.MANAGE_PEOPLE, body=RoleBody)
def change_role(call: Call, body: RoleBody, subject: str) -> MemberView:
    """Give a member another role, at once."""
    return member_view(members.change_role(call.caller, subject, body.role, call.occasion))


@ROUTES.add("POST", "/v1/members/{subject}/deactivate", Permission.MANAGE_PEOPLE)
def deactivate(call: Call, subject: str) -> MemberView:
    """Close every door to a member, at once."""
    return member_view(members.deactivate(call.caller, subject, call.occasion))


@ROUTES.add("POST", "/v1/members/{subject}/reactivate", Permission.MANAGE_PEOPLE)
def reactivate(call: Call, subject: str) -> MemberView:
    """Let a deactivated member in again."""
    return member_view(members.reactivate(call.caller, subject, call.occasion))


@ROUTES.add("GET", "/v1/invitations", Permission.MANAGE_PEOPLE, query=Page)
def invited(call: Call, page: Page) -> InvitationsPage:
    """List who is invited, latest first."""
    found, more = members.newest(call.tenant, limit=page.limit, before=page.before, status=Status.INVITED)
    return InvitationsPage(invitations=[member_view(member) for member in found], before=more)


@ROUTES.add("POST", "/v1/invitations", Permission.MANAGE_PEOPLE, body=InvitationBody, status=201)
def invite(call: Call, body: InvitationBody) -> MemberView:
    """Ask somebody to join, by mail."""
    return member_view(invitations.invite(call.caller, body.email, body.role, call.occasion))


@ROUTES.add("POST", "/v1/invitations/{subject}/send", Permission.MANAGE_PEOPLE, status=202)
def send_again(call: Call, subject: str) -> MemberView:
    """Mail an invitation once more; the codes sent before end."""
    return member_view(invitations.send_again(call.caller, subject, call.occasion))


@ROUTES.add("DELETE", "/v1/invitations/{subject}", Permission.MANAGE_PEOPLE)
def revoke(call: Call, subject: str) -> MemberView:
    """Take an invitation back, at once."""
    return member_view(invitations.revoke(call.caller, subject, call.occasion))
