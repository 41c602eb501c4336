"""The cache's table, which nothing else knows.

A partition holds what was asked in one scope: a small row for each question, newest last, and a row for its reply.
Each source has a partition of its own with a row for each reply made from it, and one that tells when it was forgotten.
"""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import datetime

from pynamodb.attributes import (
    BinaryAttribute,
    JSONAttribute,
    TTLAttribute,
    UnicodeAttribute,
    UTCDateTimeAttribute,
)
from pynamodb.exceptions import DoesNotExist

from quarterdeck.platform.tables import Row, TableMeta, physical_name, shape

ASKED, REPLY, FORGOTTEN = "ASKED#", "REPLY#", "FORGOTTEN"


class _Meta(TableMeta):
    table = "cache"
    table_name = physical_name("cache")


class AskedRow(Row):
    """What was asked, at ``ASKED#<instant>#<digest of its prompt>``; ``day`` is the day of asking."""

    class Meta(_Meta):
        pass

    meaning = UnicodeAttribute()
    day = UnicodeAttribute()
    expires = TTLAttribute()


class ReplyRow(Row):
    """The reply to a prompt, at ``REPLY#<digest>``.

    ``vector`` is the question's, as float32; ``sources`` are the partitions of the documents that it was made from.
    """

    class Meta(_Meta):
        pass

    text = UnicodeAttribute()
    model = UnicodeAttribute()
    vector = BinaryAttribute(legacy_encoding=False)
    sources = JSONAttribute()
    kept_at = UTCDateTimeAttribute()
    expires = TTLAttribute()


class SourceRow(Row):
    """A reply made from the source, at ``<key of its question>#<scope>``, with the keys of its rows."""

    class Meta(_Meta):
        pass

    scope_key = UnicodeAttribute()
    asked_key = UnicodeAttribute()
    reply_key = UnicodeAttribute()
    expires = TTLAttribute()


class ForgottenRow(Row):
    class Meta(_Meta):
        pass

    forgotten_at = UTCDateTimeAttribute()
    expires = TTLAttribute()


TABLE = shape(AskedRow, ReplyRow, SourceRow, ForgottenRow)


def asked(key: str, *, after: str, limit: int) -> list[AskedRow]:
    """Return up to ``limit`` questions of the partition that stand behind the sort key ``after``, newest first."""
    until = f"{ASKED}~"  # behind every digit
    between = AskedRow.sk.between(
        f"{after or ASKED}!", until
    )  # before every digit, and behind the key itself
    return list(AskedRow.query(key, between, scan_index_forward=False, limit=limit, page_size=limit))


def reply(key: str, digest: str) -> ReplyRow | None:
    with suppress(DoesNotExist):
        return ReplyRow.get(key, f"{REPLY}{digest}")
    return None


def forgotten(source_keys: Sequence[str]) -> list[datetime]:
    """Return when those of the sources that were forgotten were."""
    rows = ForgottenRow.batch_get([(key, FORGOTTEN) for key in source_keys], consistent_read=True)
    return [row.forgotten_at for row in rows]


def replies_from(source_key: str) -> list[SourceRow]:
    """Return the rows of all replies made from the source."""
    return list(SourceRow.query(source_key, SourceRow.sk.startswith(ASKED), consistent_read=True))


def sources_of(keys: Iterable[tuple[str, str]]) -> dict[tuple[str, str], list[str]]:
    """Return the sources of those of the replies that are there, by their keys."""
    wanted = sorted(set(keys))
    found = ReplyRow.batch_get(wanted, consistent_read=True, attributes_to_get=["pk", "sk", "sources"])
    return {(row.pk, row.sk): row.sources for row in found}


def save(rows: Iterable[Row]) -> None:
    with AskedRow.batch_write() as batch:
        for row in rows:
            batch.save(row)


def delete(keys: Iterable[tuple[str, str]]) -> None:
    with AskedRow.batch_write() as batch:
        for key in sorted(set(keys)):
            batch.delete(AskedRow(*key))
