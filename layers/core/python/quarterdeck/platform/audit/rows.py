"""The rows of the audit trail: entries, and in a table of their own, origins."""

import json

from pynamodb.attributes import TTLAttribute, UnicodeAttribute

from quarterdeck.kernel.tenancy import TenantId, tenant_key
from quarterdeck.platform.audit.chain import Sealed
from quarterdeck.platform.tables import Row, TableMeta, physical_name, shape


class EntryRow(Row):
    """An entry; its sort key is its number within the lane."""

    class Meta(TableMeta):
        table = "audit"
        table_name = physical_name("audit")
        stream = True

    body = UnicodeAttribute()
    hash = UnicodeAttribute()


class OriginRow(Row):
    """An address and a user agent; the sort key is their salted digest."""

    class Meta(TableMeta):
        table = "origins"
        table_name = physical_name("origins")

    salt = UnicodeAttribute()
    ip = UnicodeAttribute()
    agent = UnicodeAttribute()
    expires = TTLAttribute()


TABLE = shape(EntryRow)
ORIGINS = shape(OriginRow)


def lane_key(tenant: TenantId, lane: int) -> str:
    return tenant_key(tenant, "AUDIT", f"{lane:02}")


def number(seq: int) -> str:
    """Return the sort key of the entry of this number."""
    return f"{seq:012}"


def to_row(sealed: Sealed) -> EntryRow:
    body = json.dumps(sealed.body, ensure_ascii=False)
    return EntryRow(lane_key(sealed.tenant, sealed.lane), number(sealed.seq), body=body, hash=sealed.hash)


def to_sealed(row: EntryRow) -> Sealed:
    return Sealed(json.loads(row.body), row.hash)
