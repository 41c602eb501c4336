"""Signing in and out on the web, and the sessions that come of it.

The provider sends the browser back by a link from another site, with which no SameSite=Strict cookie comes along.
So the way back is a page that changes nothing: its script, which is of this site, posts what the link brought, and
then the cookies are there to check the login against and the former session to end.
"""

from quarterdeck.bootstrap.identity import login, origin
from quarterdeck.bootstrap.limits import entrance
from quarterdeck.bootstrap.shared import CLOCK
from quarterdeck.contexts.identity import sessions
from quarterdeck.contexts.identity.access import Door
from quarterdeck.contexts.identity.credential_views import (
    CsrfView,
    LoginBegun,
    SessionEnded,
    SessionsEnded,
    SessionsView,
    SignedIn,
    session_view,
)
from quarterdeck.contexts.identity.entrance import Attempt
from quarterdeck.contexts.identity.login import COOKIE as LOGIN
from quarterdeck.contexts.identity.login import LIFETIME, Entered, Returned
from quarterdeck.contexts.identity.permissions import Permission
from quarterdeck.contexts.identity.requests import LoginQuery, ReturnBody
from quarterdeck.kernel.errors import Conflict
from quarterdeck.platform.cookies import clear_cookie, read_cookie, set_cookie
from quarterdeck.platform.http import Headers
from quarterdeck.platform.limits.policy import LimitClass
from quarterdeck.rest.endpoint import Call, Html, Routes, Visit, With
from quarterdeck.rest.return_page import HEADERS, PAGE
from quarterdeck.rest.same_site import check_own_page

ROUTES = Routes()
NOT_KEPT: Headers = {"Cache-Control": "no-store"}


@ROUTES.add("GET", "/auth/login", None, query=LoginQuery, status=302, limit=LimitClass.LOGIN)
def begin(query: LoginQuery) -> With[LoginBegun]:
    """Send the browser to the identity provider."""
    begun = login().begin(query.next, query.tenant)
    kept = set_cookie(LOGIN, begun.secret, LIFETIME)
    headers: Headers = {"Location": begun.url, "Set-Cookie": kept, "Referrer-Policy": "no-referrer"}
    return With(LoginBegun(), headers | NOT_KEPT)


@ROUTES.add("GET", "/auth/callback", None)
def come_back() -> With[Html]:
    """Show the page on which a browser comes back from the identity provider."""
    return With(Html(PAGE), HEADERS)


@ROUTES.add("POST", "/auth/callback", None, body=ReturnBody, limit=LimitClass.LOGIN)
def finish(visit: Visit, body: ReturnBody) -> With[SignedIn]:
    """Begin a session for who has signed in."""
    attempt = Attempt.by_login(visit.correlation_id, visit.source_ip, visit.agent)
    entered = entrance().enter(attempt, lambda: _finished(visit, body))
    kept = [set_cookie(sessions.COOKIE, entered.session, sessions.LIFETIME), clear_cookie(LOGIN)]
    return With(SignedIn(next=entered.url), {"Set-Cookie": kept, **NOT_KEPT})


def _finished(visit: Visit, body: ReturnBody) -> Entered:
    check_own_page(visit.headers, origin())
    cookies = visit.headers.get("Cookie") or ""
    former = read_cookie(cookies, sessions.COOKIE)
    returned = Returned(read_cookie(cookies, LOGIN), body.state, body.code, former)
    return login().finish(returned, visit.occasion)


@ROUTES.add("GET", "/auth/csrf", Permission.PROFILE)
def csrf(call: Call) -> With[CsrfView]:
    """Return what the session's unsafe requests must carry."""
    return With(CsrfView(csrf_token=call.access.csrf or None), NOT_KEPT)


@ROUTES.add("POST", "/auth/logout", Permission.PROFILE)
def logout(call: Call) -> With[SessionEnded]:
    """End the session of this request."""
    session_id = call.access.credential
    if call.access.door is not Door.SESSION:
        raise Conflict("there is no session to end: this request came by a key or a token")
    sessions.end(call.caller, session_id, call.occasion)
    headers: Headers = {"Set-Cookie": clear_cookie(sessions.COOKIE)}
    return With(SessionEnded(session_id=session_id), headers | NOT_KEPT)


@ROUTES.add("GET", "/v1/sessions", Permission.PROFILE)
def newest(call: Call) -> SessionsView:
    """List the caller's sessions, latest first, up to 100."""
    found = sessions.newest(call.tenant, call.caller.subject, CLOCK)
    return SessionsView(
        sessions=[session_view(each, current=each.id == call.access.credential) for each in found]
    )


@ROUTES.add("DELETE", "/v1/sessions", Permission.PROFILE)
def end_all(call: Call) -> SessionsEnded:
    """End all of the caller's sessions."""
    return SessionsEnded(ended=sessions.end_all(call.caller, call.occasion))


@ROUTES.add("DELETE", "/v1/sessions/{session_id}", Permission.PROFILE)
def end(call: Call, session_id: str) -> SessionEnded:
    """End one of the caller's sessions."""
    sessions.end(call.caller, session_id, call.occasion)
    return SessionEnded(session_id=session_id)
