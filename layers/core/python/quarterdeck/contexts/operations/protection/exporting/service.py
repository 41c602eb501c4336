"""Beginning exports and looking at them: the use cases behind the API."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from msgspec import Struct
from pynamodb.exceptions import TransactWriteError

from quarterdeck.contexts.operations.protection.exporting import store
from quarterdeck.contexts.operations.protection.exporting.model import MEDIA_TYPE, Export
from quarterdeck.contexts.operations.protection.model import Kind, Status
from quarterdeck.kernel.clock import Clock
from quarterdeck.kernel.errors import NotFound
from quarterdeck.kernel.ids import Ids
from quarterdeck.kernel.tenancy import TenantId
from quarterdeck.platform.audit.model import Actor, Entry
from quarterdeck.platform.audit.writing import within
from quarterdeck.platform.expiring import KEPT
from quarterdeck.platform.objects import Objects

LINK_SECONDS = 300


class Machine(Protocol):
    """The export machine."""

    def start(self, export: Export, stores: Sequence[str], correlation_id: str) -> None:
        """Start the export, unless it was started before."""
        ...


class Exports(Struct, frozen=True):
    """``stores`` are the names of those that each kind of export goes through."""

    machine: Machine
    stores: Mapping[Kind, Sequence[str]]
    objects: Objects
    clock: Clock
    ids: Ids

    def begin(self, actor: Actor, kind: Kind, subject: str) -> Export:
        """Return the export once it is under way; of one subject, one is at a time."""
        now = self.clock.now()
        wanted = Export(
            tenant=actor.tenant,
            id=self.ids.new("exp"),
            kind=kind,
            subject=subject,
            requested_by=actor.subject,
            requested_at=now,
            expires_at=now + KEPT,
        )
        begun = store.running(actor.tenant, kind, subject, now) or self._add(wanted, actor)
        self.machine.start(begun, self.stores[kind], actor.correlation_id)
        return begun

    def get(self, tenant: TenantId, export_id: str) -> Export:
        return store.get(tenant, export_id)

    def is_there(self, export: Export) -> bool:
        """Tell whether the archive can be downloaded: it expires, and goes when people or the tenant are erased."""
        if export.status is not Status.DONE or self.clock.now() >= export.expires_at:
            return False
        try:
            return self.objects.size(export.key) == export.size
        except NotFound:
            return False

    def link(self, export: Export) -> str:
        """Return a URL from which anyone may download the archive for ``LINK_SECONDS``."""
        name = f"quarterdeck-{export.id}.zip"
        return self.objects.presign_get(export.key, name=name, media_type=MEDIA_TYPE, seconds=LINK_SECONDS)

    def _add(self, wanted: Export, actor: Actor) -> Export:
        entry = Entry(
            id=self.ids.new("aud"),
            at=wanted.requested_at,
            actor=actor,
            action="exports.begin",
            target=wanted.subject,
            details={"export": wanted.id, "kind": wanted.kind.value},
        )
        try:
            within(entry, lambda together: store.begin(together, wanted))
        except TransactWriteError:
            found = store.running(wanted.tenant, wanted.kind, wanted.subject, wanted.requested_at)
            if found is None:
                raise
            return found
        return wanted
