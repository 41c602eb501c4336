"""What people say of themselves."""

from quarterdeck.contexts.identity.model import Person
from quarterdeck.contexts.identity.store.rows import PersonRow
from quarterdeck.kernel.codec import dump, load
from quarterdeck.kernel.tenancy import TenantId, tenant_key


def row(tenant: TenantId, said: Person) -> PersonRow:
    """Return the row of what the person says."""
    return PersonRow(tenant_key(tenant, "PERSON"), said.subject, profile=dump(said))


def newest(tenant: TenantId, *, limit: int, before: str | None) -> tuple[list[Person], str | None]:
    """Return up to ``limit`` people, and what to pass as ``before`` for more (None at the end)."""
    rows, last = PersonRow.page(tenant_key(tenant, "PERSON"), limit=limit, after=before)
    return [load(Person, row.profile) for row in rows], last


def find(tenant: TenantId, subject: str) -> Person | None:
    """Return what the person said, if anything."""
    try:
        found: Person = load(Person, PersonRow.get(tenant_key(tenant, "PERSON"), subject).profile)
    except PersonRow.DoesNotExist:
        return None
    return found


def remove(tenant: TenantId, subject: str) -> int:
    """Forget what the person said, and return how many rows that were."""
    rows = list(PersonRow.query(tenant_key(tenant, "PERSON"), PersonRow.sk == subject))
    for row in rows:
        row.delete()
    return len(rows)
