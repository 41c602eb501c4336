"""The shape of a table, which infrastructure is made from; light enough for paths that don't load PynamoDB."""

from msgspec import Struct


class TableShape(Struct, frozen=True):
    """A table's logical name, keys (strings), TTL attribute, and whether new images stream out of it."""

    name: str
    hash_key: str = "pk"
    range_key: str = "sk"
    ttl: str | None = None
    stream: bool = False
