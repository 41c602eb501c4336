"""The exports and erasures that there were, as exports have them: the tenant's, or those of a person's own data."""

from collections.abc import Sequence
from typing import Any

from quarterdeck.contexts.operations.protection import store as erasures
from quarterdeck.contexts.operations.protection.exporting import store as exports
from quarterdeck.contexts.operations.protection.exporting.model import Export
from quarterdeck.contexts.operations.protection.model import Erasure
from quarterdeck.kernel.codec import dump
from quarterdeck.kernel.tenancy import TenantId
from quarterdeck.platform.exporting import Rows

AT_ONCE = 100


def export_exports(tenant: TenantId, subject: str | None, cursor: str | None) -> Rows:
    """Return the exports with their receipts."""
    found, more = exports.newest(tenant, limit=AT_ONCE, before=cursor)
    return Rows(_of(subject, found), more)


def export_erasures(tenant: TenantId, subject: str | None, cursor: str | None) -> Rows:
    """Return the erasures with their receipts."""
    found, more = erasures.newest(tenant, limit=AT_ONCE, before=cursor)
    return Rows(_of(subject, found), more)


def _of(subject: str | None, found: Sequence[Export | Erasure]) -> list[Any]:
    return [dump(each) for each in found if subject in {None, each.subject}]
