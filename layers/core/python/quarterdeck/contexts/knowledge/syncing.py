"""An execution's turn at a sync: as many steps as its time allows, and what the state machine is to do then."""

from datetime import timedelta
from enum import StrEnum
from math import ceil

from msgspec import Struct
from msgspec.structs import replace

from quarterdeck.contexts.connectors.airtable.model import Busy
from quarterdeck.contexts.knowledge.beginning import Beginning
from quarterdeck.contexts.knowledge.change import ChangeSync
from quarterdeck.contexts.knowledge.connection import Connection
from quarterdeck.contexts.knowledge.full import TABLES, FullSync
from quarterdeck.contexts.knowledge.source import Opener
from quarterdeck.contexts.knowledge.store import connections, leases, steps, syncs
from quarterdeck.contexts.knowledge.store.steps import Step
from quarterdeck.contexts.knowledge.sync import Job, Kind, Phase, Sync
from quarterdeck.kernel.clock import Clock
from quarterdeck.kernel.errors import InvalidInput, Unavailable

SECONDS = 20
"""How long one turn lasts; then the state machine gives the next."""

TROUBLES = 5
"""After so many failures in a row without an answer from Airtable, a sync fails."""


class State(StrEnum):
    """HELD: another execution syncs, and will again. MORE: another turn. WAIT: another turn, later."""

    HELD = "held"
    MORE = "more"
    WAIT = "wait"
    DONE = "done"
    FAILED = "failed"


class Turn(Struct, frozen=True):
    """``seconds`` to wait, and the ``reason`` of a failure, for a person."""

    state: State
    seconds: int = 0
    reason: str | None = None


class Syncing(Struct, frozen=True):
    open: Opener
    beginning: Beginning
    clock: Clock

    def run(self, job: Job) -> Turn:
        """Go on with the job's sync until it is done or this turn is over."""
        connection = connections.find(job.tenant)
        if connection is None and job.kind is not Kind.REBUILD:
            return Turn(State.FAILED, reason="no Airtable base is connected")
        sync = self.beginning.sync(job, connection)
        if sync is None:
            return Turn(State.HELD)
        return self._turn(job, sync, connection) if connection else Turn(State.DONE)

    def _turn(self, job: Job, sync: Sync, connection: Connection) -> Turn:
        try:
            return Turn(State.DONE if self._steps(sync, connection) else State.MORE)
        except Busy as busy:
            return Turn(State.WAIT, max(1, ceil(busy.seconds)))
        except Unavailable as error:
            return self._trouble(job, error)
        except InvalidInput as error:
            return Turn(State.FAILED, reason=error.detail)

    def _steps(self, sync: Sync, connection: Connection) -> bool:
        """Do steps until the sync is done, which is returned as True, or the turn is over."""
        over, source = self.clock.now() + timedelta(seconds=SECONDS), None
        while sync.progress.phase is not Phase.DONE:
            if self.clock.now() >= over:
                return False
            source = source or self.open(connection)
            kind = ChangeSync if sync.kind is Kind.CHANGE else FullSync
            try:
                sync = kind(connection, source, self.clock).step(sync)
            except InvalidInput as error:
                raise InvalidInput(_placed(sync, error.detail)) from error
        return True

    def _trouble(self, job: Job, error: Unavailable) -> Turn:
        """Count a failure that may pass: wait twice as long each time, then give up."""
        sync = syncs.get(job.tenant, leases.find(job.tenant).sync_id or "")
        troubles = sync.progress.troubles + 1
        if troubles > TROUBLES:
            return Turn(State.FAILED, reason=error.detail)
        steps.commit(sync, Step(replace(sync.progress, troubles=troubles)), self.clock.now())
        return Turn(State.WAIT, 2**troubles)


def _placed(sync: Sync, detail: str) -> str:
    """Return the reason with our name of the table, where it is of one."""
    is_table = sync.progress.phase is Phase.PAGES
    return f"{TABLES[sync.progress.table]}: {detail}" if is_table else detail
