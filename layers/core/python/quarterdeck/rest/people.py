"""What callers say of themselves."""

from quarterdeck.contexts.identity import people
from quarterdeck.contexts.identity.model import Person
from quarterdeck.contexts.identity.permissions import Permission
from quarterdeck.contexts.identity.requests import PersonBody
from quarterdeck.contexts.identity.views import person_view
from quarterdeck.rest.endpoint import Call, Reply, Routes

ROUTES = Routes()


@ROUTES.add("GET", "/v1/me", Permission.PROFILE)
def me(call: Call) -> Reply:
    return Reply(person_view(people.person(call.tenant, call.caller.subject)))


@ROUTES.add("PUT", "/v1/me", Permission.PROFILE, PersonBody)
def describe_me(call: Call, body: PersonBody) -> Reply:
    person = Person(call.caller.subject, body.name, body.role, body.product, body.timezone)
    people.describe(call.tenant, person)
    return Reply(person_view(person))
