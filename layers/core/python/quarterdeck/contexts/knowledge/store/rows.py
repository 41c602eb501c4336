"""The kinds of row in the table ``knowledge``.

A tenant's connection, snapshot, lease and pace are rows of one partition. Each Airtable table's copies are a
partition, and so are the syncs, which sort by their ids, and the ids that a full sync has seen.
"""

from pynamodb.attributes import (
    JSONAttribute,
    NumberAttribute,
    TTLAttribute,
    UnicodeAttribute,
    UTCDateTimeAttribute,
)

from quarterdeck.platform.tables import Row, TableMeta, physical_name, shape


class KnowledgeMeta(TableMeta):
    table = "knowledge"
    table_name = physical_name("knowledge")


class ConnectionRow(Row):
    class Meta(KnowledgeMeta):
        pass

    base = UnicodeAttribute()
    secret = UnicodeAttribute()
    tables = JSONAttribute()
    webhook = UnicodeAttribute(null=True)
    endpoint = UnicodeAttribute(null=True)


class ConnectedRow(Row):
    """Names a tenant to the schedule, which serves all tenants, so it isn't under the tenant's prefix."""

    class Meta(KnowledgeMeta):
        pass


class PointerRow(Row):
    class Meta(KnowledgeMeta):
        pass

    version = UnicodeAttribute()
    counts = JSONAttribute()
    built_at = UTCDateTimeAttribute()
    checked_at = UTCDateTimeAttribute()


class LeaseRow(Row):
    """Who syncs now and until when, what it works on, and what the next one begins from."""

    class Meta(KnowledgeMeta):
        pass

    holder = UnicodeAttribute(null=True)
    until = NumberAttribute(null=True)
    sync_id = UnicodeAttribute(null=True)
    again = UnicodeAttribute(null=True)
    cursor = NumberAttribute(null=True)
    last_full = UTCDateTimeAttribute(null=True)


class PaceRow(Row):
    """When the base takes its next request, in milliseconds since 1970."""

    class Meta(KnowledgeMeta):
        pass

    free_at = NumberAttribute()


class CopyRow(Row):
    class Meta(KnowledgeMeta):
        pass

    name = UnicodeAttribute()
    product = UnicodeAttribute(null=True)
    body = UnicodeAttribute()
    facts = JSONAttribute()
    links = JSONAttribute()
    digest = UnicodeAttribute()


class SyncRow(Row):
    class Meta(KnowledgeMeta):
        pass

    kind = UnicodeAttribute()
    status = UnicodeAttribute()
    progress = JSONAttribute()
    correlation_id = UnicodeAttribute()
    started_at = UTCDateTimeAttribute()
    finished_at = UTCDateTimeAttribute(null=True)
    reason = UnicodeAttribute(null=True)
    version = UnicodeAttribute(null=True)
    attempts = NumberAttribute(default=1)
    step = NumberAttribute(default=0)
    seen = NumberAttribute(default=0)
    changed = NumberAttribute(default=0)
    deleted = NumberAttribute(default=0)
    skipped = NumberAttribute(default=0)
    requests = NumberAttribute(default=0)
    expires = TTLAttribute()


class SeenRow(Row):
    class Meta(KnowledgeMeta):
        pass

    ids = JSONAttribute()
    expires = TTLAttribute()


TABLE = shape(ConnectionRow, ConnectedRow, PointerRow, LeaseRow, PaceRow, CopyRow, SyncRow, SeenRow)
