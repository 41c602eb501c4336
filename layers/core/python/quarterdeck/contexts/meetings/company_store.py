"""The other names that companies go by, in the table of meetings."""

from pynamodb.attributes import JSONAttribute, UnicodeAttribute
from pynamodb.transactions import TransactWrite

from quarterdeck.kernel.tenancy import TenantId, tenant_key
from quarterdeck.platform.tables import Row, TableMeta, physical_name


class CompanyRow(Row):
    class Meta(TableMeta):
        table = "meetings"
        table_name = physical_name("meetings")

    name = UnicodeAttribute()
    aliases = JSONAttribute()


def put(transaction: TransactWrite, tenant: TenantId, name: str, aliases: list[str]) -> None:
    """Add to the transaction: the other names that a company goes by."""
    row = CompanyRow(tenant_key(tenant, "COMPANY"), name.casefold(), name=name, aliases=aliases)
    transaction.save(row)


def every(tenant: TenantId) -> dict[str, list[str]]:
    """Return each company's other names."""
    return {row.name: row.aliases for row in CompanyRow.query(tenant_key(tenant, "COMPANY"))}
