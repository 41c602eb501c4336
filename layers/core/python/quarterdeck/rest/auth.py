"""Signing in and out on the web, and the sessions that come of it.

The provider sends the browser back by a link from another site, with which no SameSite=Strict cookie comes along.
So the way back is a page that changes nothing: its script, which is of this site, posts what the link brought, and
then the cookies are there to check the login against and the former session to end.
"""

from quarterdeck.bootstrap.identity import login, origin
from quarterdeck.bootstrap.shared import CLOCK
from quarterdeck.contexts.identity import sessions
from quarterdeck.contexts.identity.login import COOKIE as LOGIN
from quarterdeck.contexts.identity.login import LIFETIME, Returned
from quarterdeck.contexts.identity.permissions import Permission
from quarterdeck.contexts.identity.refusals import refuse
from quarterdeck.contexts.identity.requests import ReturnBody
from quarterdeck.contexts.identity.views import session_view
from quarterdeck.kernel.errors import Conflict, QuarterdeckError
from quarterdeck.platform.cookies import clear_cookie, read_cookie, set_cookie
from quarterdeck.platform.http import Headers
from quarterdeck.rest.endpoint import Call, Reply, Routes, Visit
from quarterdeck.rest.return_page import HEADERS, PAGE
from quarterdeck.rest.same_site import check_own_page

ROUTES = Routes()
NOT_KEPT: Headers = {"Cache-Control": "no-store"}


@ROUTES.visit("GET", "/auth/login")
def begin(visit: Visit) -> Reply:
    begun = login().begin(visit.query.get("next"), visit.query.get("tenant"))
    kept = set_cookie(LOGIN, begun.secret, LIFETIME)
    return Reply(
        "", 302, {"Location": begun.url, "Set-Cookie": kept, "Referrer-Policy": "no-referrer", **NOT_KEPT}
    )


@ROUTES.visit("GET", "/auth/callback")
def come_back(_visit: Visit) -> Reply:
    return Reply(PAGE, 200, HEADERS)


@ROUTES.visit("POST", "/auth/callback", ReturnBody)
def finish(visit: Visit, body: ReturnBody) -> Reply:
    try:
        check_own_page(visit.headers, origin())
        cookies = visit.headers.get("Cookie") or ""
        former = read_cookie(cookies, sessions.COOKIE)
        returned = Returned(read_cookie(cookies, LOGIN), body.state, body.code, former)
        entered = login().finish(returned, visit.occasion)
    except QuarterdeckError as error:
        refuse("login", error)
        raise
    kept = [set_cookie(sessions.COOKIE, entered.session, sessions.LIFETIME), clear_cookie(LOGIN)]
    return Reply({"next": entered.url}, 200, {"Set-Cookie": kept, **NOT_KEPT})


@ROUTES.add("GET", "/auth/csrf", Permission.PROFILE)
def csrf(call: Call) -> Reply:
    return Reply({"csrf_token": call.access.csrf or None}, 200, NOT_KEPT)


@ROUTES.add("POST", "/auth/logout", Permission.PROFILE)
def logout(call: Call) -> Reply:
    if not call.access.csrf:
        raise Conflict("there is no session to end: this request came by a key or a token")
    sessions.end(call.tenant, call.caller.subject, call.access.credential)
    return Reply({"status": "ended"}, 200, {"Set-Cookie": clear_cookie(sessions.COOKIE), **NOT_KEPT})


@ROUTES.add("GET", "/v1/sessions", Permission.PROFILE)
def newest(call: Call) -> Reply:
    found = sessions.newest(call.tenant, call.caller.subject, CLOCK)
    shown = [session_view(each, current=each.id == call.access.credential) for each in found]
    return Reply({"sessions": shown})


@ROUTES.add("DELETE", "/v1/sessions", Permission.PROFILE)
def end_all(call: Call) -> Reply:
    return Reply({"ended": sessions.end_all(call.tenant, call.caller.subject)})


@ROUTES.add("DELETE", "/v1/sessions/{session_id}", Permission.PROFILE)
def end(call: Call, session_id: str) -> Reply:
    sessions.end(call.tenant, call.caller.subject, session_id)
    return Reply({"session_id": session_id, "status": "ended"})
