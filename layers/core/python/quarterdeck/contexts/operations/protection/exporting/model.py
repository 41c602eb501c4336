"""Exports as values: what is read, store by store, how far the archive is, and the receipt."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from msgspec import Struct

from quarterdeck.contexts.operations.protection.model import Kind, Status
from quarterdeck.kernel.tenancy import TenantId, tenant_path
from quarterdeck.platform.exporting import Page


@dataclass(frozen=True, slots=True)
class Found:
    """How many things of a store are in the archive, and how many bytes they are before they are packed."""

    store: str
    items: int
    bytes: int


class Export(Struct, frozen=True):
    """An export and, once it is done, its receipt: what was ``found`` in every store, and the archive's size.

    ``subject`` is the id of the person or tenant. The archive is there until ``expires_at``.
    """

    tenant: TenantId
    id: str
    kind: Kind
    subject: str
    requested_by: str
    requested_at: datetime
    expires_at: datetime
    status: Status = Status.RUNNING
    ended_at: datetime | None = None
    found: tuple[Found, ...] = ()
    size: int = 0

    @property
    def key(self) -> str:
        """The key of the archive."""
        return key_of(self.tenant, self.id, ARCHIVE)


ARCHIVE, MEDIA_TYPE = "archive.zip", "application/zip"


def key_of(tenant: TenantId, export_id: str, name: str) -> str:
    """Return the key of a file of the export."""
    return tenant_path(tenant, "exports", export_id, name)


class Archive(Struct, frozen=True):
    """How far the archive is: the upload, its bytes and full parts so far, and how many goes have written to it."""

    upload: str = ""
    size: int = 0
    parts: int = 0
    goes: int = 0


class Step(Struct, frozen=True):
    """One go at the stores that are ``left``: what is handed in and, moved on, what is handed back.

    ``cursor`` is where the first of them goes on. The step after the last store's seals the archive.
    """

    tenant: TenantId
    export_id: str
    kind: Kind
    subject: str
    correlation_id: str
    left: tuple[str, ...]
    cursor: str | None = None
    found: tuple[Found, ...] = ()
    archive: Archive = Archive()
    sealed: bool = False

    @property
    def key(self) -> str:
        """The key of the archive."""
        return key_of(self.tenant, self.export_id, ARCHIVE)


class Ended(Struct, frozen=True):
    """The end of an export; ``found`` is None where it broke off."""

    tenant: TenantId
    export_id: str
    correlation_id: str
    found: tuple[Found, ...] | None
    size: int = 0


class Look(Struct, frozen=True):
    """Whose things of a store are read, from where."""

    tenant: TenantId
    subject: str
    cursor: str | None


Reader = Callable[[Look], Page]
Readers = Mapping[Kind, Mapping[str, Reader]]
"""How each store is read, by its name on the receipt. A store is rows throughout, or files."""
