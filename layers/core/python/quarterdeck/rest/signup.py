"""Coming in: signups, their verification, and the acceptance of invitations. Open to everybody, and telling nothing."""

from quarterdeck.contexts.identity import activation, signup
from quarterdeck.contexts.identity.requests import AcceptBody, CodeBody, SignupBody
from quarterdeck.contexts.identity.views import AdmissionView, SignupAccepted, admission_view
from quarterdeck.platform.limits.policy import LimitClass
from quarterdeck.rest.endpoint import Routes, Visit

ROUTES = Routes()


@ROUTES.add("POST", "/v1/signup", None, body=SignupBody, status=202, limit=LimitClass.SIGNUP)
def request(visit: Visit, body: SignupBody) -> SignupAccepted:
    """Ask for an organisation; a code comes by mail."""
    signup.request(body, visit.occasion)
    return SignupAccepted()


@ROUTES.add("POST", "/v1/signup/verify", None, body=CodeBody, status=201, limit=LimitClass.SIGNUP)
def verify(visit: Visit, body: CodeBody) -> AdmissionView:
    """Make the organisation that was asked for, and its owner's first API key."""
    return admission_view(signup.verify(body.code, visit.occasion))


@ROUTES.add("POST", "/v1/invitations/accept", None, body=AcceptBody, status=201, limit=LimitClass.SIGNUP)
def accept(visit: Visit, body: AcceptBody) -> AdmissionView:
    """Join, or claim the account that was opened for you, and get your first API key."""
    return admission_view(activation.accept(body.code, body.name, visit.occasion))
