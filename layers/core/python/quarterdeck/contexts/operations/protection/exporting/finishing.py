"""The end of an export: its receipt, or that it broke off."""

from msgspec import Struct
from msgspec.structs import replace
from pynamodb.transactions import TransactWrite

from quarterdeck.contexts.operations.protection.exporting import store
from quarterdeck.contexts.operations.protection.exporting.events import DataExported
from quarterdeck.contexts.operations.protection.exporting.model import Ended, Export
from quarterdeck.contexts.operations.protection.model import Status
from quarterdeck.kernel.clock import Clock
from quarterdeck.platform.audit.model import Actor, Entry, Result
from quarterdeck.platform.audit.writing import within
from quarterdeck.platform.outbox import append


class Finishing(Struct, frozen=True):
    """The receipt, its entry in the audit trail and its event, in one transaction."""

    clock: Clock

    def run(self, ended: Ended) -> Status:
        """Return the status that the export has now."""
        found = store.get(ended.tenant, ended.export_id)
        if found.status is Status.RUNNING:
            found = self._ended(found, ended)
            self._write(found, ended.correlation_id)
        return found.status

    def _ended(self, export: Export, ended: Ended) -> Export:
        status = Status.FAILED if ended.found is None else Status.DONE
        return replace(
            export, status=status, ended_at=self.clock.now(), found=ended.found or (), size=ended.size
        )

    def _write(self, export: Export, correlation_id: str) -> None:
        now, done = self.clock.now(), export.status is Status.DONE
        entry = Entry(
            id=f"aud_{export.id}",
            at=now,
            actor=Actor(export.tenant, export.requested_by, correlation_id, "machine"),
            action="data.export",
            target=export.subject,
            result=Result.DONE if done else Result.FAILED,
            details={each.store: each.items for each in export.found},
        )
        event = DataExported(export_id=export.id, kind=export.kind, subject=export.subject)

        def write(together: TransactWrite) -> None:
            store.end(together, export)
            if done:
                append(together, f"evt_{export.id}", export.tenant, correlation_id, now, event)

        within(entry, write)
