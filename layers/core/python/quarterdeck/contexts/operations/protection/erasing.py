"""The stages of an erasure, each safe to run again: a go at a store, and the end with its receipt."""

from msgspec import Struct
from msgspec.structs import replace
from pynamodb.transactions import TransactWrite

from quarterdeck.contexts.operations.protection import store
from quarterdeck.contexts.operations.protection.events import DataErased
from quarterdeck.contexts.operations.protection.model import Ended, Erasure, Go, Status, Step, Stores
from quarterdeck.kernel.clock import Clock
from quarterdeck.platform.audit.model import Actor, Entry, Result
from quarterdeck.platform.audit.writing import within
from quarterdeck.platform.outbox import append


def erase(stores: Stores, step: Step) -> Step:
    """Return the step that follows."""
    erase_store = stores[step.kind][step.store]
    erased = erase_store(Go(step.tenant, step.erasure_id, step.subject, step.correlation_id, step.cursor))
    return replace(step, cursor=erased.cursor, erased=step.erased + erased.number)


class Finishing(Struct, frozen=True):
    """The receipt, its entry in the audit trail and its event, in one transaction."""

    clock: Clock

    def run(self, ended: Ended) -> Status:
        """Return the status that the erasure has now."""
        found = store.get(ended.tenant, ended.erasure_id)
        if found.status is Status.RUNNING:
            found = self._ended(found, ended)
            self._write(found, ended.correlation_id)
        return found.status

    def _ended(self, erasure: Erasure, ended: Ended) -> Erasure:
        status = Status.FAILED if ended.taken is None else Status.DONE
        return replace(erasure, status=status, ended_at=self.clock.now(), taken=ended.taken or ())

    def _write(self, erasure: Erasure, correlation_id: str) -> None:
        now = self.clock.now()
        actor = Actor(erasure.tenant, erasure.requested_by, correlation_id, "machine")
        done = erasure.status is Status.DONE
        entry = Entry(
            id=f"aud_{erasure.id}-{erasure.attempt}",
            at=now,
            actor=actor,
            action="data.erase",
            target=erasure.subject,
            result=Result.DONE if done else Result.FAILED,
            details={each.store: each.erased for each in erasure.taken},
        )
        event = DataErased(erasure_id=erasure.id, kind=erasure.kind, subject=erasure.subject)

        def write(together: TransactWrite) -> None:
            store.put(erasure, together)
            if done:
                append(together, f"evt_{erasure.id}", erasure.tenant, correlation_id, now, event)

        within(entry, write)
