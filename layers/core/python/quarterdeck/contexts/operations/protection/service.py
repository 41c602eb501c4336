"""Beginning erasures and looking at them: the use cases behind the API."""

from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Protocol

from msgspec import Struct
from msgspec.structs import replace

from quarterdeck.contexts.operations.protection import store
from quarterdeck.contexts.operations.protection.model import Erasure, Kind, Status
from quarterdeck.kernel.clock import Clock
from quarterdeck.kernel.errors import Conflict, NotFound
from quarterdeck.kernel.tenancy import TenantId
from quarterdeck.platform.audit.model import Actor


class Machine(Protocol):
    """The erasure machine."""

    def start(self, erasure: Erasure, stores: Sequence[str], correlation_id: str) -> None:
        """Start the attempt, unless it was started before."""
        ...


class Erasures(Struct, frozen=True):
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
            again = replace(found, status=Status.RUNNING, attempt=found.attempt + 1, ended_at=None)
            found = store.begin_again(again)
        if found.status is Status.RUNNING:
            self.machine.start(found, self.stores[kind], actor.correlation_id)
        return found

    def begin_for(self, actor: Actor, subject: str) -> Erasure:
        """Return the erasure of the person once it is under way; it is the last one, unless that is done.

        Somebody may come back: whoever asks in Slack does so without being a member.
        """
        number, prefix = 1, _prefix(subject)
        if last := store.latest(actor.tenant, prefix):
            number = int(last.id.removeprefix(prefix)) + (last.status is Status.DONE)
        return self.begin(actor, Kind.PERSON, subject, f"{prefix}{number:06}")

    def check_alone(self, tenant: TenantId) -> None:
        """Let nothing be erased twice at once.

        Raises:
            Conflict: another erasure of the tenant's than that of itself is under way.
        """
        found = store.running(tenant)
        if found and found.kind is not Kind.TENANT:
            raise Conflict(f"the erasure {found.id} is under way: wait for its end")

    def receipt(self, tenant: TenantId, erasure_id: str, correlation_id: str, *, again: bool) -> Erasure:
        """Return the organisation's own erasure to whoever has its id; ``again`` lets one that broke off go on.

        Raises:
            NotFound: there is none of that id, or it is of something else.
        """
        found = store.get(tenant, erasure_id)
        if found.kind is not Kind.TENANT:
            raise NotFound(f"no erasure {erasure_id}")
        if not again:
            return found
        actor = Actor(tenant, found.requested_by, correlation_id)
        return self.begin(actor, Kind.TENANT, found.subject, erasure_id)

    def get(self, tenant: TenantId, erasure_id: str) -> Erasure:
        return store.get(tenant, erasure_id)


def _prefix(subject: str) -> str:
    """Return how the ids of the person's erasures begin, in characters that an execution's name may have."""
    return f"person_{sha256(subject.encode()).hexdigest()[:32]}-"
