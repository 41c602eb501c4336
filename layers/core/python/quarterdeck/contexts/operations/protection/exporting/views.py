"""Exports as callers see them."""

from datetime import datetime

from quarterdeck.contexts.operations.protection.exporting.holdings import left_out
from quarterdeck.contexts.operations.protection.exporting.model import Export, Found
from quarterdeck.contexts.operations.protection.model import Kind, Status
from quarterdeck.platform.http import View


class LeftOutView(View):
    """A store that is not in the archive, and why."""

    store: str
    because: str


class DownloadView(View):
    """Where the archive can be downloaded for ``expires_in`` seconds."""

    url: str
    expires_in: int
    size: int


class ExportView(View):
    """An export; once it is ``done``, ``receipt`` has what is in the archive of each store.

    ``left_out`` are all other stores. The archive is there until ``expires_at``; each look makes a link of its own.
    """

    export_id: str
    kind: Kind
    subject: str
    status: Status
    requested_by: str
    requested_at: datetime
    ended_at: datetime | None
    expires_at: datetime
    receipt: tuple[Found, ...]
    left_out: list[LeftOutView]
    download: DownloadView | None


def export_view(export: Export, download: DownloadView | None = None) -> ExportView:
    """Return the export as callers see it."""
    return ExportView(
        export_id=export.id,
        kind=export.kind,
        subject=export.subject,
        status=export.status,
        requested_by=export.requested_by,
        requested_at=export.requested_at,
        ended_at=export.ended_at,
        expires_at=export.expires_at,
        receipt=export.found,
        left_out=[LeftOutView(store=name, because=why) for name, why in left_out(export.kind).items()],
        download=download,
    )
