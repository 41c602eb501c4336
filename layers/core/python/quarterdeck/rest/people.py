"""What callers say of themselves."""

from quarterdeck.contexts.identity import people
from quarterdeck.contexts.identity.permissions import Permission
from quarterdeck.contexts.identity.requests import PersonBody
from quarterdeck.contexts.identity.views import PersonView, person_view
from quarterdeck.rest.endpoint import Call, Routes

ROUTES = Routes()


@ROUTES.add("GET", "/v1/me", Permission.PROFILE)
def me(call: Call) -> PersonView:
    """Return what is known of the caller."""
    return person_view(people.person(call.tenant, call.caller.subject))


@ROUTES.add("PUT", "/v1/me", Permission.PROFILE, body=PersonBody)
def describe_me(call: Call, body: PersonBody) -> PersonView:
    """Keep what the caller says of themselves, replacing what was said before."""
    return person_view(people.describe(call.caller, body, call.occasion))
