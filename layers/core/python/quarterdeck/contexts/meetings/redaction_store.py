"""An organisation's choice of what is taken out of transcripts, in the table of meetings."""

from pynamodb.attributes import UnicodeAttribute
from pynamodb.transactions import TransactWrite

from quarterdeck.contexts.meetings.model import Redaction
from quarterdeck.kernel.tenancy import TenantId, tenant_key
from quarterdeck.platform.tables import Row, TableMeta, physical_name

_KEY = "REDACTION"


class RedactionRow(Row):
    class Meta(TableMeta):
        table = "meetings"
        table_name = physical_name("meetings")

    how = UnicodeAttribute()


def redaction(tenant: TenantId) -> Redaction:
    """Return what the tenant chose; nothing is taken out for one who chose nothing."""
    try:
        row = RedactionRow.get(tenant_key(tenant, "SETTING"), _KEY, consistent_read=True)
    except RedactionRow.DoesNotExist:
        return Redaction.OFF
    return Redaction(row.how)


def choose(together: TransactWrite, tenant: TenantId, how: Redaction) -> None:
    """Keep the tenant's choice in the transaction; it counts for the meetings that are ingested from now on."""
    together.save(RedactionRow(tenant_key(tenant, "SETTING"), _KEY, how=how.value))
