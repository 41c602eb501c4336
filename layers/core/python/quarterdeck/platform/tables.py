"""DynamoDB tables: the shared form of every PynamoDB model, and the shape that infrastructure is made from.

One table a context, holding several kinds of row. Keys are ``pk`` and ``sk``; a table that expires rows has a TTL
attribute. Timeouts are short because callers have deadlines of their own.
"""

import os
from functools import cache
from typing import TYPE_CHECKING, Protocol

from pynamodb.attributes import TTLAttribute, UnicodeAttribute
from pynamodb.connection import Connection, TableConnection
from pynamodb.exceptions import PynamoDBException
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action
from pynamodb.models import Model
from pynamodb.transactions import TransactWrite

from quarterdeck.platform import aws
from quarterdeck.platform.shapes import TableShape

if TYPE_CHECKING:
    from typing import Self

    from botocore.session import Session


READ_AT_ONCE = 100
"""How many rows are read at once at least where not all are wanted: those that are may be rare."""


def physical_name(table: str) -> str:
    """Return the deployed name of the logical table, from the setting ``TABLE_<TABLE>``."""
    return os.environ.get(f"TABLE_{table.upper()}", table)


class TableMeta:
    """PynamoDB settings that all tables share; a model's ``Meta`` adds ``table`` and ``table_name``."""

    table = ""
    stream = False
    billing_mode = "PAY_PER_REQUEST"
    connect_timeout_seconds = 1.0
    read_timeout_seconds = 3.0
    max_retry_attempts = 3


class Row(Model):
    """The base of every kind of row: string keys ``pk`` (tenant first) and ``sk``."""

    class Meta(TableMeta):
        table_name = ""

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)

    @classmethod
    def _get_connection(cls) -> TableConnection:
        """Return the connection to the table, through the one that all tables and transactions share."""
        table, shared = super()._get_connection(), _connection()
        if table.connection is not shared:
            shared.learn(table)
            table.connection = shared
        return table

    @classmethod
    def page(
        cls,
        key: str,
        *,
        limit: int,
        after: str | None,
        forward: bool = False,
        wanted: Condition | None = None,
    ) -> "tuple[list[Self], str | None]":
        """Return up to ``limit`` rows of the partition ``key``, the last first unless ``forward``.

        With them comes what to pass as ``after`` for more: the sort key of the last row looked at, None at the end.
        Rows that aren't ``wanted`` are left out.
        """
        found = cls.query(
            key,
            filter_condition=wanted,
            scan_index_forward=forward,
            limit=limit,
            page_size=limit if wanted is None else max(limit, READ_AT_ONCE),
            last_evaluated_key={"pk": {"S": key}, "sk": {"S": after}} if after else None,
        )
        rows, last = list(found), found.last_evaluated_key
        return rows, last["sk"]["S"] if last else None


class Writes(Protocol):
    """What is to be written together: PynamoDB's ``TransactWrite``, or whoever keeps writes for one."""

    def save(self, model: Row, condition: Condition | None = None) -> None: ...

    def update(self, model: Row, actions: list[Action], condition: Condition | None = None) -> None: ...

    def delete(self, model: Row, condition: Condition | None = None) -> None: ...


def is_refused(error: PynamoDBException) -> bool:
    """Tell whether a write failed since its condition didn't hold."""
    return error.cause_response_code == "ConditionalCheckFailedException"


def shape(*rows: type[Row]) -> TableShape:
    """Return the table that these kinds of row share."""
    attributes = [a for row in rows for a in row.get_attributes().values()]
    ttl = next((a.attr_name for a in attributes if isinstance(a, TTLAttribute)), None)
    meta = rows[0].Meta
    return TableShape(meta.table, ttl=ttl, stream=meta.stream)


def transaction() -> TransactWrite:
    """Return a context in which rows of several tables are written together or not at all (100 rows at most)."""
    return TransactWrite(connection=_connection())


class _Connection(Connection):
    """A connection that signs as the tenant for whom work is done, as all clients of DynamoDB do."""

    @property
    def session(self) -> "Session":
        return aws.session("dynamodb")

    def learn(self, table: TableConnection) -> None:
        """Take in what the table's own connection knows of its keys."""
        self._tables.setdefault(table.table_name, table.get_meta_table())


@cache
def _connection() -> _Connection:
    """Make the connection once a process: each new one loads its client anew."""
    return _Connection(
        connect_timeout_seconds=TableMeta.connect_timeout_seconds,
        read_timeout_seconds=TableMeta.read_timeout_seconds,
        max_retry_attempts=TableMeta.max_retry_attempts,
    )
