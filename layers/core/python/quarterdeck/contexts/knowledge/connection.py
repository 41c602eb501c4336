"""A tenant's base in Airtable: where its tables are, and which secret opens it."""

from msgspec import Struct

from quarterdeck.contexts.knowledge.mapping import Mapping
from quarterdeck.contexts.knowledge.model import TableName
from quarterdeck.kernel.tenancy import TenantId


class Connection(Struct, frozen=True):
    """``secret`` names a secret with ``token``; ``endpoint`` is where Airtable's ``webhook`` delivers, if any."""

    tenant: TenantId
    base: str
    secret: str
    tables: Mapping
    webhook: str | None = None
    endpoint: str | None = None

    def table_of(self, airtable_id: str) -> TableName | None:
        """Return which of the five the table of Airtable is, if it is one of them."""
        return next((name for name, mapping in self.tables.items() if mapping.table == airtable_id), None)


def secret_name(tenant: TenantId) -> str:
    """Return the name of the tenant's secret; functions may read those under this prefix alone."""
    return f"{SECRETS}{tenant}"


SECRETS = "quarterdeck/airtable/"
