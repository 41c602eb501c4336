"""The copies of Airtable's rows, by table and record id."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence

from pynamodb.transactions import TransactWrite

from quarterdeck.contexts.knowledge.model import Copy, TableName
from quarterdeck.contexts.knowledge.store.rows import CopyRow
from quarterdeck.kernel.codec import dump_json
from quarterdeck.kernel.tenancy import TenantId, tenant_key


def every(tenant: TenantId) -> Iterator[Copy]:
    """Return all copies of the tenant."""
    for table in TableName:
        for row in CopyRow.query(_key(tenant, table)):
            yield _to_copy(table, row)


def page(tenant: TenantId, *, limit: int, after: str | None) -> tuple[list[Copy], str | None]:
    """Return up to ``limit`` copies of a table, and what to pass as ``after`` for more (None at the end)."""
    named, _, record_id = (after or TableName.FEATURES).partition("#")
    table, key = TableName(named), _key(tenant, TableName(named))
    rows, last = CopyRow.page(key, limit=limit, after=record_id, forward=True)
    found = [_to_copy(table, row) for row in rows]
    if last:
        return found, f"{table}#{last}"
    following = list(TableName)[list(TableName).index(table) + 1 :]
    return found, following[0].value if following else None


def ids(tenant: TenantId, table: TableName) -> set[str]:
    """Return the ids of the table's copies."""
    return {row.sk for row in CopyRow.query(_key(tenant, table), attributes_to_get=["sk"])}


def different(tenant: TenantId, copies: Sequence[Copy]) -> list[Copy]:
    """Return those of the copies, of one table and 100 at most, that aren't stored as they are."""
    keys = [(_key(tenant, copy.table), copy.id) for copy in copies]
    found = CopyRow.batch_get(keys, consistent_read=True, attributes_to_get=["sk", "digest"]) if keys else ()
    stored = {row.sk: row.digest for row in found}
    return [copy for copy in copies if stored.get(copy.id) != _digest(copy)]


def present(tenant: TenantId, table: TableName, wanted: Iterable[str]) -> list[str]:
    """Return those of the ids, 100 at most, that have a copy."""
    keys = [(_key(tenant, table), each) for each in wanted]
    found = CopyRow.batch_get(keys, consistent_read=True, attributes_to_get=["sk"]) if keys else ()
    return sorted(row.sk for row in found)


def put(transaction: TransactWrite, tenant: TenantId, copy: Copy) -> None:
    """Add the copy to the transaction, in place of an earlier one."""
    row = CopyRow(
        _key(tenant, copy.table),
        copy.id,
        name=copy.name,
        product=copy.product,
        body=copy.body,
        facts=copy.facts,
        links={label: list(linked) for label, linked in copy.links.items()},
        digest=_digest(copy),
    )
    transaction.save(row)


def delete(transaction: TransactWrite, tenant: TenantId, table: TableName, record_id: str) -> None:
    """Add the copy's deletion to the transaction."""
    transaction.delete(CopyRow(_key(tenant, table), record_id))


def _key(tenant: TenantId, table: TableName) -> str:
    return tenant_key(tenant, "COPY", table)


def _digest(copy: Copy) -> str:
    return hashlib.sha256(dump_json(copy)).hexdigest()


def _to_copy(table: TableName, row: CopyRow) -> Copy:
    links = {label: tuple(linked) for label, linked in row.links.items()}
    return Copy(row.sk, table, row.name, row.product, row.body, row.facts, links)
