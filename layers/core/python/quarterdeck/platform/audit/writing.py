"""Adding entries: in the transaction of what they tell of, done again where another writer was first.

A use case hands its own writes to ``within``:

    within(entry, lambda together: store.add(together, run))

Nothing is written where the transaction fails, and no entry without what it tells of.
"""

from collections.abc import Callable

from pynamodb.exceptions import TransactWriteError
from pynamodb.transactions import TransactWrite

from quarterdeck.kernel.tenancy import TenantId
from quarterdeck.platform.audit.chain import Sealed, seal
from quarterdeck.platform.audit.lanes import LANES, lane_of
from quarterdeck.platform.audit.model import Entry
from quarterdeck.platform.audit.rows import EntryRow, lane_key, number, to_row, to_sealed
from quarterdeck.platform.tables import transaction

TRIES = 2 * LANES


def within(entry: Entry, write: Callable[[TransactWrite], None]) -> None:
    """Do the writes and add the entry, all in one transaction or nothing of it.

    ``write`` may be called several times, and does nothing but add to the transaction.

    Raises:
        pynamodb.exceptions.TransactWriteError: as without the entry: a condition of ``write`` doesn't hold, or the
            tables don't answer.
    """
    for attempt in range(TRIES):
        try:
            with transaction() as together:
                write(together)
                sealed = append(together, entry, attempt)
        except TransactWriteError as error:
            if _is_stored(sealed):  # the answer was lost, not the transaction
                return
            if not _was_outrun(sealed, error) or attempt == TRIES - 1:
                raise
        else:
            return


def record(entry: Entry) -> None:
    """Add an entry that has no transaction to go with: of what was refused, or done without a table."""
    within(entry, lambda _together: None)


def append(together: TransactWrite, entry: Entry, attempt: int = 0) -> Sealed:
    """Add the entry to the transaction, at the end of the lane for this attempt. Only ``within`` tries again."""
    tenant, lane = entry.actor.tenant, lane_of(entry.id, attempt)
    sealed = seal(entry, lane, tail(tenant, lane))
    together.save(to_row(sealed), condition=EntryRow.pk.does_not_exist())
    return sealed


def tail(tenant: TenantId, lane: int) -> Sealed | None:
    """Return the newest entry of the lane."""
    rows = EntryRow.query(lane_key(tenant, lane), scan_index_forward=False, limit=1, consistent_read=True)
    return next((to_sealed(row) for row in rows), None)


def _is_stored(sealed: Sealed) -> bool:
    row = _at(sealed)
    return row is not None and row.hash == sealed.hash


def _was_outrun(sealed: Sealed, error: TransactWriteError) -> bool:
    """Tell whether another writer has the entry's place by now, or was about to take it."""
    codes = {reason.code for reason in error.cancellation_reasons if reason}
    return codes == {"TransactionConflict"} or _at(sealed) is not None


def _at(sealed: Sealed) -> EntryRow | None:
    try:
        key = lane_key(sealed.tenant, sealed.lane), number(sealed.seq)
        return EntryRow.get(*key, consistent_read=True)
    except EntryRow.DoesNotExist:
        return None
