"""Erasures as callers see them."""

from datetime import datetime

from quarterdeck.contexts.operations.protection.model import Erasure, Kind, Status, Taken
from quarterdeck.platform.http import View


class ErasureView(View):
    """An erasure; once it is ``done``, ``receipt`` has what was taken out of each store."""

    erasure_id: str
    kind: Kind
    subject: str
    status: Status
    requested_by: str
    requested_at: datetime
    ended_at: datetime | None
    receipt: tuple[Taken, ...]


def erasure_view(erasure: Erasure) -> ErasureView:
    """Return the erasure as callers see it."""
    return ErasureView(
        erasure_id=erasure.id,
        kind=erasure.kind,
        subject=erasure.subject,
        status=erasure.status,
        requested_by=erasure.requested_by,
        requested_at=erasure.requested_at,
        ended_at=erasure.ended_at,
        receipt=erasure.taken,
    )
