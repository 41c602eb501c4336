"""A run's events as those add to them who make its answer, one function after the other."""

from msgspec import Struct
from pynamodb.exceptions import PynamoDBException

from quarterdeck.contexts.assistant.streaming import store
from quarterdeck.contexts.assistant.streaming.model import Event, Kind, Told
from quarterdeck.kernel.clock import Clock
from quarterdeck.kernel.errors import Unavailable
from quarterdeck.kernel.observability import count, logger
from quarterdeck.kernel.tenancy import TenantId

ATTEMPTS = 5


class Stream(Struct):
    """Numbers what is told after the last event. It remembers that one, so a function looks it up once."""

    tenant: TenantId
    run_id: str
    clock: Clock
    _last: Event | None = None

    def begin(self, told: Told) -> None:
        """Add the run's first event, unless it has one.

        Raises:
            Unavailable: the table does not answer.
        """
        first = Event(1, told.kind, told.data)
        if not store.add(self.tenant, self.run_id, [first], self.clock.now()) and not store.latest(
            self.tenant, self.run_id
        ):
            raise Unavailable(f"the events of {self.run_id} can't be added just now")

    def tell(self, *told: Told) -> None:
        """Add the events, all or none. After the run's end nothing is added: who comes again said it before.

        Raises:
            Unavailable: others added events all the time, or the table does not answer.
        """
        for _ in range(ATTEMPTS):
            last = self._last or store.latest(self.tenant, self.run_id)
            if last and last.kind is Kind.END:
                return
            first = last.id + 1 if last else 1
            events = [Event(number, each.kind, each.data) for number, each in enumerate(told, first)]
            if store.add(self.tenant, self.run_id, events, self.clock.now()):
                self._last = events[-1]
                return
            self._last = None
        raise Unavailable(f"the events of {self.run_id} can't be added just now")


class Progress(Struct, frozen=True):
    """Tells of stages as they begin. An answer is worth more than the news of it: what can't be told is counted."""

    stream: Stream

    def __call__(self, stage: str, /, **facts: str) -> None:
        try:
            self.stream.tell(Told(Kind.STAGE, {"stage": stage, **facts}))
        except (PynamoDBException, Unavailable):
            logger.warning("a stage could not be told", exc_info=True)
            count("StagesUntold")
