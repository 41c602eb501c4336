"""What other contexts may know of the meetings: the finished ones, and what their companies are also called."""

from quarterdeck.contexts.meetings import company_store, store
from quarterdeck.contexts.meetings.model import Meeting, Status
from quarterdeck.kernel.tenancy import TenantId


def completed(tenant: TenantId) -> list[Meeting]:
    """Return the meetings that can be asked about, latest first."""
    return [meeting for meeting in store.every(tenant) if meeting.status is Status.COMPLETED]


def aliases(tenant: TenantId) -> dict[str, list[str]]:
    """Return the companies' other names."""
    return company_store.every(tenant)
