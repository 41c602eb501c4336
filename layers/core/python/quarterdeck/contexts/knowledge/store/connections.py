"""Connections to Airtable, by tenant."""

from collections.abc import Iterator

from pynamodb.transactions import TransactWrite

from quarterdeck.contexts.knowledge.connection import Connection
from quarterdeck.contexts.knowledge.mapping import Mapping
from quarterdeck.contexts.knowledge.store.rows import ConnectedRow, ConnectionRow
from quarterdeck.kernel.codec import dump, load
from quarterdeck.kernel.tenancy import TenantId, tenant_id, tenant_key

_CONNECTED = "KNOWLEDGE#CONNECTED"


def put(transaction: TransactWrite, connection: Connection) -> None:
    """Add the connection to the transaction, in place of an earlier one."""
    transaction.save(
        ConnectionRow(
            tenant_key(connection.tenant, "KNOWLEDGE"),
            "CONNECTION",
            base=connection.base,
            secret=connection.secret,
            tables=dump(connection.tables),
            webhook=connection.webhook,
            endpoint=connection.endpoint,
        )
    )
    transaction.save(ConnectedRow(_CONNECTED, connection.tenant))


def find(tenant: TenantId) -> Connection | None:
    """Return the tenant's connection, if it has one."""
    try:
        row = ConnectionRow.get(tenant_key(tenant, "KNOWLEDGE"), "CONNECTION")
    except ConnectionRow.DoesNotExist:
        return None
    return Connection(tenant, row.base, row.secret, load(Mapping, row.tables), row.webhook, row.endpoint)


def connected() -> Iterator[TenantId]:
    """Return every tenant that has a connection."""
    return (tenant_id(row.sk) for row in ConnectedRow.query(_CONNECTED))
