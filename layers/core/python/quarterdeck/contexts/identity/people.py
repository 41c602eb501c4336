"""What an organisation's people say of themselves, for answers to fit them."""

from quarterdeck.contexts.identity.model import Person
from quarterdeck.contexts.identity.store import people
from quarterdeck.kernel.tenancy import TenantId


def person(tenant: TenantId, subject: str) -> Person:
    """Return what is known of the subject; only the subject itself for one who said nothing yet."""
    return people.find(tenant, subject) or Person(subject)


def is_known(tenant: TenantId, subject: str) -> bool:
    """Tell whether anything was said of the subject."""
    return people.find(tenant, subject) is not None


def describe(tenant: TenantId, said: Person) -> None:
    """Keep what the person says, as ``requests.PersonBody`` checked it, replacing what was said before."""
    people.row(tenant, said).save()
