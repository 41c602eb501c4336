"""Connecting a tenant to its base: every table and field is looked up before anything is stored."""

from collections.abc import Iterable
from collections.abc import Mapping as MappingOf

from msgspec.structs import replace

from quarterdeck.contexts.connectors.airtable.model import TableSchema
from quarterdeck.contexts.knowledge.connection import Connection
from quarterdeck.contexts.knowledge.mapping import Mapping, TableMapping, complete
from quarterdeck.contexts.knowledge.store import connections, leases
from quarterdeck.kernel.errors import InvalidInput
from quarterdeck.platform.tables import transaction


def resolve(given: Mapping, schema: Iterable[TableSchema]) -> Mapping:
    """Return the mapping of all five tables with their ids, which outlive a renaming.

    Raises:
        InvalidInput: the base lacks a table or a field; all that it lacks is named.
    """
    wanted = complete(given)
    found = {key: table for table in schema for key in (table.name, table.id)}
    lacks = [lack for mapping in wanted.values() for lack in _lacks(mapping, found)]
    if lacks:
        raise InvalidInput(f"the base doesn't fit its mapping: {'; '.join(lacks)}", field="tables")
    return {name: replace(mapping, table=found[mapping.table].id) for name, mapping in wanted.items()}


def connect(connection: Connection) -> Connection | None:
    """Store the connection, and return the one that it takes the place of; the next sync is a full one."""
    former = connections.find(connection.tenant)
    with transaction() as together:
        connections.put(together, connection)
        leases.reset(together, connection.tenant)
    return former


def _lacks(mapping: TableMapping, schema: MappingOf[str, TableSchema]) -> list[str]:
    table = schema.get(mapping.table)
    if table is None:
        return [f"no table {mapping.table}"]
    return [
        f"table {table.name} has no field {field}" for field in mapping.fields() if field not in table.fields
    ]
