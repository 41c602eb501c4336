"""A change of who is who: its rows, its event and its entry in the audit trail, all written or none."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial

from msgspec import Struct, field
from pynamodb.exceptions import TransactWriteError
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action
from pynamodb.transactions import TransactWrite

from quarterdeck.contexts.identity.occasion import Occasion
from quarterdeck.kernel.codec import dump_json
from quarterdeck.kernel.errors import QuarterdeckError, Unavailable
from quarterdeck.kernel.ids import derived
from quarterdeck.kernel.tenancy import TenantId
from quarterdeck.platform.acting import acting_for
from quarterdeck.platform.audit.model import Actor, Entry
from quarterdeck.platform.audit.writing import within
from quarterdeck.platform.outbox import EventData, append
from quarterdeck.platform.tables import Row, Writes


class Deed(Struct, frozen=True):
    """What is done, for the audit trail: by which subject, what (``<what>.<deed>``), to which id, how many times."""

    by: str
    action: str
    target: str
    occasion: Occasion
    count: int = 1


class Change(Struct, frozen=True):
    """The writes of a change, kept until all are there: another writer of the trail may make them be done again."""

    writes: list[Callable[[TransactWrite], None]] = field(default_factory=list)
    details: dict[str, str | int] = field(default_factory=dict)

    def save(self, model: Row, condition: Condition | None = None) -> None:
        self.writes.append(partial(TransactWrite.save, model=model, condition=condition))

    def update(self, model: Row, actions: list[Action], condition: Condition | None = None) -> None:
        self.writes.append(partial(TransactWrite.update, model=model, actions=actions, condition=condition))

    def delete(self, model: Row, condition: Condition | None = None) -> None:
        self.writes.append(partial(TransactWrite.delete, model=model, condition=condition))

    def note(self, **details: str | int) -> None:
        """Add ids and codes to the change's entry in the audit trail."""
        self.details.update(details)

    def write(self, together: TransactWrite) -> None:
        for each in self.writes:
            each(together)


@contextmanager
def change(tenant: TenantId, deed: Deed, refused: QuarterdeckError) -> Iterator[Change]:
    """Write what the block adds, with the deed's entry, in the tenant's session, once the block is done.

    Raises:
        QuarterdeckError: one of its conditions doesn't hold; it is ``refused``.
        Unavailable: another request changes one of the rows at this moment.
    """
    with acting_for(tenant), refusing(refused):
        made = Change()
        yield made
        within(_entry(tenant, deed, made), made.write)


@contextmanager
def refusing(refused: QuarterdeckError) -> Iterator[None]:
    """Raise ``refused`` where a condition of the block's transaction doesn't hold.

    Raises:
        Unavailable: another request changes one of the rows at this moment.
    """
    try:
        yield
    except TransactWriteError as error:
        codes = {reason.code for reason in error.cancellation_reasons if reason}
        if "ConditionalCheckFailed" in codes:
            raise refused from error
        if "TransactionConflict" in codes:
            raise Unavailable("it is being changed elsewhere: try again") from error
        raise


def tell(together: Writes, tenant: TenantId, occasion: Occasion, data: EventData) -> None:
    """Add the event of the change to its transaction."""
    event_id = derived(
        "evt", occasion.at, tenant, data.type, dump_json(data).decode(), occasion.correlation_id
    )
    append(together, event_id, tenant, occasion.correlation_id, occasion.at, data)


def _entry(tenant: TenantId, deed: Deed, made: Change) -> Entry:
    when = deed.occasion
    actor = Actor(tenant, deed.by, when.correlation_id, when.channel, when.origin(tenant))
    return Entry(
        id=when.ids.new("aud"),
        at=when.at,
        actor=actor,
        action=deed.action,
        target=deed.target,
        count=deed.count,
        details=made.details,
    )
