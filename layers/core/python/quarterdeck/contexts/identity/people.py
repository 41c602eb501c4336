"""What an organisation's people say of themselves, for answers to fit them."""

from zoneinfo import available_timezones

from quarterdeck.contexts.identity import store
from quarterdeck.contexts.identity.model import Person
from quarterdeck.kernel.codec import dump, load
from quarterdeck.kernel.errors import InvalidInput
from quarterdeck.kernel.tenancy import TenantId


def person(tenant: TenantId, subject: str) -> Person:
    """Return what is known of the subject; only the subject itself for one who said nothing yet."""
    row = store.find_person(tenant, subject)
    return load(Person, row.profile) if row else Person(subject)


def is_known(tenant: TenantId, subject: str) -> bool:
    """Tell whether anything was said of the subject."""
    return store.find_person(tenant, subject) is not None


def describe(tenant: TenantId, said: Person) -> None:
    """Keep what the person says, replacing what was said before.

    Raises:
        InvalidInput: there is no such time zone.
    """
    if said.timezone not in available_timezones():
        raise InvalidInput(
            f"there is no time zone {said.timezone}: give one as Europe/Paris", field="timezone"
        )
    store.person_row(tenant, said.subject, dump(Person, said)).save()
