"""The shape of a table, which infrastructure is made from; light enough for paths that don't load PynamoDB."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TableShape:
    """A table's logical name, keys (strings), TTL attribute, and whether new images stream out of it."""

    name: str
    hash_key: str = "pk"
    range_key: str = "sk"
    ttl: str | None = None
    stream: bool = False
