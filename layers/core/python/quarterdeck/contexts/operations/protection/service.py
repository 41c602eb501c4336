"""Beginning erasures and looking at them: the use cases behind the API."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from quarterdeck.contexts.operations.protection import store
from quarterdeck.contexts.operations.protection.model import Erasure, Kind, Status
from quarterdeck.kernel.clock import Clock
from quarterdeck.kernel.tenancy import TenantId
from quarterdeck.platform.audit.model import Actor


class Machine(Protocol):
    """The erasure machine."""

    def start(self, erasure: Erasure, stores: Sequence[str], correlation_id: str) -> None:
        """Start the attempt, unless it was started before."""
        ...


@dataclass(frozen=True, slots=True)
class Erasures:
    """``stores`` are the names of those that each kind of erasure goes through."""

    machine: Machine
    stores: Mapping[Kind, Sequence[str]]
    clock: Clock

    def begin(self, actor: Actor, kind: Kind, subject: str, erasure_id: str) -> Erasure:
        """Return the erasure once it is under way; one that failed is tried again, one that is done stays so.

        The id is determined by what is erased and why, so asking twice is asking once.
        """
        wanted = Erasure(actor.tenant, erasure_id, kind, subject, actor.subject, self.clock.now())
        found = store.add(wanted)
        if found.status is Status.FAILED:
            found = replace(found, status=Status.RUNNING, attempt=found.attempt + 1, ended_at=None)
            store.put(found)
        if found.status is Status.RUNNING:
            self.machine.start(found, self.stores[kind], actor.correlation_id)
        return found

    def get(self, tenant: TenantId, erasure_id: str) -> Erasure:
        return store.get(tenant, erasure_id)
