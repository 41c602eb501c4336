"""What meetings hold of a tenant, as exports have it."""

from quarterdeck.contexts.meetings import company_store, redaction_store, store
from quarterdeck.contexts.meetings.views import CompanyView, RedactionView, meeting_view
from quarterdeck.kernel.tenancy import TenantId, tenant_path
from quarterdeck.platform.exporting import Files, Original, Rows, rows
from quarterdeck.platform.objects import S3Objects

AT_ONCE = 100


def export_settings(tenant: TenantId) -> Rows:
    """Return what is taken out of transcripts."""
    return Rows([RedactionView(transcripts=redaction_store.redaction(tenant)).model_dump(mode="json")])


def export_companies(tenant: TenantId) -> Rows:
    """Return the names that companies go by."""
    named = company_store.every(tenant).items()
    return Rows([CompanyView(name=name, aliases=tuple(also)).model_dump(mode="json") for name, also in named])


def export_meetings(tenant: TenantId, cursor: str | None) -> Rows:
    """Return the meetings' descriptions."""
    page = store.newest(tenant, limit=AT_ONCE, before=cursor)
    return rows(page, lambda meeting: meeting_view(meeting).model_dump(mode="json"))


def export_files(objects: S3Objects, tenant: TenantId, cursor: str | None) -> Files:
    """Return the uploads, transcripts and artifacts."""
    prefix = tenant_path(tenant, "meetings", "")
    keys, more = objects.page(prefix, cursor, AT_ONCE)
    return Files([Original(key.removeprefix(prefix), key) for key in keys], more)
