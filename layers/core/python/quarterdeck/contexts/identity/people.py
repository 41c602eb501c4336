"""What an organisation's people say of themselves, for answers to fit them."""

from quarterdeck.contexts.identity import store
from quarterdeck.contexts.identity.model import Person
from quarterdeck.kernel.codec import dump, load
from quarterdeck.kernel.tenancy import TenantId


def person(tenant: TenantId, subject: str) -> Person:
    """Return what is known of the subject; only the subject itself for one who said nothing yet."""
    row = store.find_person(tenant, subject)
    return load(Person, row.profile) if row else Person(subject)


def is_known(tenant: TenantId, subject: str) -> bool:
    """Tell whether anything was said of the subject."""
    return store.find_person(tenant, subject) is not None


def describe(tenant: TenantId, said: Person) -> None:
    """Keep what the person says, replacing what was said before."""
    store.person_row(tenant, said.subject, dump(Person, said)).save()
