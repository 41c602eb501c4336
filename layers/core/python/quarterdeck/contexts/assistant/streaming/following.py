"""Sends a run's events to one connection: in order, each once, until the end, or until nobody takes them.

One sender for each wish to listen is what keeps the order: those who make the answer only write its events down, so
a client that is slow or gone costs them nothing.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from quarterdeck.contexts.assistant.streaming import frames, store
from quarterdeck.contexts.assistant.streaming.model import Kind
from quarterdeck.kernel.clock import Clock
from quarterdeck.kernel.errors import TooMany, Unavailable
from quarterdeck.kernel.tenancy import TenantId
from quarterdeck.platform.sockets import Busy, Gone, Outlet, Slow

LONGEST = timedelta(seconds=60)
"""An answer takes half of it; a client that hears nothing for that long may go on with ``resume``."""
PAUSE_SECONDS = 0.1
SLOTS = 4


class Listening(Struct, frozen=True):
    """A connection's wish, sent as ``message``, to hear the run's events after one. It holds a slot as ``id``."""

    tenant: TenantId
    run_id: str
    connection: str
    message: str
    after: int
    slot: int = 0
    id: str = ""


class Outcome(StrEnum):
    """Why sending stopped."""

    ENDED = "ended"
    GONE = "gone"
    SLOW = "slow"
    LATE = "late"
    DOUBLE = "double"


class Slots(Struct, frozen=True):
    """How many runs a connection may listen to at once."""

    clock: Clock

    def take(self, listening: Listening, holder: str) -> Listening:
        """Return the wish with a slot.

        Raises:
            TooMany: the connection has no slot left.
        """
        now = self.clock.now()
        for slot in range(SLOTS):
            if store.take_slot(listening.tenant, listening.connection, slot, holder, now, now + LONGEST):
                return replace(listening, slot=slot, id=holder)
        open_now = f"{SLOTS} questions are open on this connection: wait for one of them to end"
        raise TooMany(open_now, retry_after=1)


class Following(Struct, frozen=True):
    """``pause`` waits for so many seconds."""

    outlet: Outlet
    clock: Clock
    pause: Callable[[float], None]

    def follow(self, listening: Listening) -> Outcome:
        """Send the events until one of the outcomes. Called twice with one wish, it sends once."""
        place = (listening.tenant, listening.connection, listening.slot, listening.id)
        if not store.begin_following(*place, self.clock.now()):
            return Outcome.DOUBLE
        try:
            return self._send_all(listening, self.clock.now() + LONGEST)
        except Gone:
            return Outcome.GONE
        except Slow:
            return Outcome.SLOW
        finally:
            store.free_slot(*place)

    def _send_all(self, listening: Listening, until: datetime) -> Outcome:
        sent = listening.after
        while self.clock.now() < until:
            sent, has_ended = self._send_new(listening, sent)
            if has_ended:
                return Outcome.ENDED
            self.pause(PAUSE_SECONDS)
        late = Unavailable(f"run {listening.run_id} has not ended yet: resume it after event {sent}")
        self.outlet.post(listening.connection, frames.problem(listening.message, late.problem()))
        return Outcome.LATE

    def _send_new(self, listening: Listening, sent: int) -> tuple[int, bool]:
        """Return the last event that was sent, and whether it is the end; what API Gateway is too busy for is next."""
        for event in store.after(listening.tenant, listening.run_id, sent):
            try:
                self.outlet.post(
                    listening.connection, frames.event(listening.message, listening.run_id, event)
                )
            except Busy:
                break
            sent = event.id
            if event.kind is Kind.END:
                return sent, True
        return sent, False
