"""A change of who is who: its rows, its event and its place in the audit trail, all written or none."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime

from pynamodb.exceptions import TransactWriteError
from pynamodb.transactions import TransactWrite

from quarterdeck.kernel.errors import QuarterdeckError, Unavailable
from quarterdeck.kernel.ids import Ids, UlidIds, derived
from quarterdeck.kernel.tenancy import TenantId
from quarterdeck.platform.acting import acting_for
from quarterdeck.platform.outbox import EventData, append
from quarterdeck.platform.tables import transaction


@dataclass(frozen=True, slots=True)
class Occasion:
    """When something is done, in which request, and where new ids come from."""

    at: datetime
    correlation_id: str
    ids: Ids = field(default_factory=UlidIds)


@contextmanager
def change(tenant: TenantId, refused: QuarterdeckError) -> Iterator[TransactWrite]:
    """Open a transaction in the tenant's session; raise ``refused`` where one of its conditions does not hold.

    Raises:
        Unavailable: another request changes one of the rows at this moment.
    """
    try:
        with acting_for(tenant), transaction() as together:
            yield together
    except TransactWriteError as error:
        codes = {reason.code for reason in error.cancellation_reasons if reason}
        if "ConditionalCheckFailed" in codes:
            raise refused from error
        if "TransactionConflict" in codes:
            raise Unavailable("it is being changed elsewhere: try again") from error
        raise


def tell(together: TransactWrite, tenant: TenantId, occasion: Occasion, data: EventData) -> None:
    """Add the event of the change to its transaction."""
    event_id = derived("evt", occasion.at, tenant, data.type, data.model_dump_json(), occasion.correlation_id)
    append(together, event_id, tenant, occasion.correlation_id, occasion.at, data)
