"""Coming in: signups, their verification, and the acceptance of invitations. Open to everybody, and telling nothing."""

from quarterdeck.bootstrap.shared import CLOCK
from quarterdeck.contexts.identity import activation, signup
from quarterdeck.contexts.identity.requests import AcceptBody, CodeBody, SignupBody
from quarterdeck.contexts.identity.views import AdmissionView, SignupAccepted, admission_view
from quarterdeck.kernel.ids import UlidIds
from quarterdeck.rest.endpoint import Routes

ROUTES = Routes()


@ROUTES.add("POST", "/v1/signup", None, body=SignupBody, status=202)
def request(body: SignupBody) -> SignupAccepted:
    """Ask for an organisation; a code comes by mail."""
    signup.request(body, CLOCK.now(), UlidIds())
    return SignupAccepted()


@ROUTES.add("POST", "/v1/signup/verify", None, body=CodeBody, status=201)
def verify(body: CodeBody) -> AdmissionView:
    """Make the organisation that was asked for, and its owner's first API key."""
    return admission_view(signup.verify(body.code, CLOCK, UlidIds()))


@ROUTES.add("POST", "/v1/invitations/accept", None, body=AcceptBody, status=201)
def accept(body: AcceptBody) -> AdmissionView:
    """Join, or claim the account that was opened for you, and get your first API key."""
    return admission_view(activation.accept(body.code, body.name, CLOCK))
