"""What callers see of themselves."""

from quarterdeck.contexts.identity.model import Person
from quarterdeck.platform.http import View


class PersonView(View):
    """Who the caller is; ``timezone`` is an IANA name."""

    subject: str
    name: str
    role: str
    product: str
    timezone: str


def person_view(person: Person) -> PersonView:
    """Return the person as callers see it."""
    return PersonView(
        subject=person.subject,
        name=person.name,
        role=person.role,
        product=person.product,
        timezone=person.timezone,
    )
