"""What product knowledge holds of a tenant, as exports have it: never a secret, nor its name."""

from quarterdeck.contexts.knowledge.archive import snapshot_key
from quarterdeck.contexts.knowledge.store import connections, copies, pointers, syncs
from quarterdeck.contexts.knowledge.views import sync_view
from quarterdeck.kernel.codec import dump
from quarterdeck.kernel.tenancy import TenantId
from quarterdeck.platform.exporting import Files, Original, Rows, rows

AT_ONCE = 100


def export_connection(tenant: TenantId) -> Rows:
    """Return where the tenant's base is."""
    found = connections.find(tenant)
    if found is None:
        return Rows([])
    tables = dump(found.tables)
    return Rows([{"vendor": "airtable", "base": found.base, "tables": tables, "webhook": found.webhook}])


def export_copies(tenant: TenantId, cursor: str | None) -> Rows:
    """Return the rows of the tenant's base, as they were copied."""
    return rows(copies.page(tenant, limit=AT_ONCE, after=cursor), dump)


def export_snapshot(tenant: TenantId) -> Files:
    """Return the current snapshot."""
    pointer = pointers.find(tenant)
    if pointer is None:
        return Files([])
    return Files([Original(f"{pointer.version}.json", snapshot_key(tenant, pointer.version))])


def export_syncs(tenant: TenantId, cursor: str | None) -> Rows:
    """Return the log of syncs."""
    page = syncs.newest(tenant, limit=AT_ONCE, before=cursor)
    return rows(page, lambda sync: sync_view(sync).model_dump(mode="json"))
