"""What an organisation's people say of themselves, for answers to fit them."""

from quarterdeck.contexts.identity.change import Deed, change
from quarterdeck.contexts.identity.model import Caller, Person
from quarterdeck.contexts.identity.occasion import Occasion
from quarterdeck.contexts.identity.requests import PersonBody
from quarterdeck.contexts.identity.store import people
from quarterdeck.kernel.errors import Conflict
from quarterdeck.kernel.tenancy import TenantId


def person(tenant: TenantId, subject: str) -> Person:
    """Return what is known of the subject; only the subject itself for one who said nothing yet."""
    return people.find(tenant, subject) or Person(subject)


def is_known(tenant: TenantId, subject: str) -> bool:
    """Tell whether anything was said of the subject."""
    return people.find(tenant, subject) is not None


def describe(by: Caller, body: PersonBody, occasion: Occasion) -> Person:
    """Keep what the caller says of themselves, replacing what was said before."""
    said = Person(by.subject, body.name, body.role, body.product, body.timezone)
    deed = Deed(by.subject, "people.describe", by.subject, occasion)
    with change(by.tenant, deed, Conflict("try again")) as together:
        together.save(people.row(by.tenant, said))
    return said


def learn(tenant: TenantId, said: Person) -> None:
    """Keep what a channel knows of a person, as ``requests.PersonBody`` checked it."""
    people.row(tenant, said).save()
