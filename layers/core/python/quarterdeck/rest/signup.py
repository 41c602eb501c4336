"""Coming in: signups, their verification, and the acceptance of invitations. Open to everybody, and telling nothing."""

from quarterdeck.bootstrap.shared import CLOCK
from quarterdeck.contexts.identity import activation, signup
from quarterdeck.contexts.identity.requests import AcceptBody, CodeBody, SignupBody
from quarterdeck.contexts.identity.views import admission_view
from quarterdeck.kernel.ids import UlidIds
from quarterdeck.rest.endpoint import Reply, Routes

ROUTES = Routes()


@ROUTES.add("POST", "/v1/signup", None, SignupBody)
def request(body: SignupBody) -> Reply:
    signup.request(body, CLOCK.now(), UlidIds())
    return Reply(
        {"status": "accepted", "detail": "If a mail can reach the address, a code is on its way."}, 202
    )


@ROUTES.add("POST", "/v1/signup/verify", None, CodeBody)
def verify(body: CodeBody) -> Reply:
    return Reply(admission_view(signup.verify(body.code, CLOCK, UlidIds())), 201)


@ROUTES.add("POST", "/v1/invitations/accept", None, AcceptBody)
def accept(body: AcceptBody) -> Reply:
    return Reply(admission_view(activation.accept(body.code, body.name, CLOCK)), 201)
