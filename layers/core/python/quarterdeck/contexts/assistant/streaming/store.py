"""The table of streams: events of runs by number, and the places that connections have for following them."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from pynamodb.attributes import JSONAttribute, NumberAttribute, TTLAttribute, UnicodeAttribute
from pynamodb.exceptions import PutError, TransactWriteError, UpdateError

from quarterdeck.contexts.assistant.streaming.model import Event, Kind
from quarterdeck.kernel.tenancy import TenantId, tenant_key
from quarterdeck.platform.tables import Row, TableMeta, is_refused, physical_name, shape, transaction

KEPT = timedelta(minutes=15)
PAGE = 100


class StreamRow(Row):
    class Meta(TableMeta):
        table = "streams"
        table_name = physical_name("streams")

    expires = TTLAttribute()


class EventRow(StreamRow):
    """An event of a run; its sort key is the event's number in six digits."""

    kind = UnicodeAttribute()
    data = JSONAttribute()


class SlotRow(StreamRow):
    """One of a connection's places, held until ``until`` (seconds) by one following; ``followed`` when that began."""

    holder = UnicodeAttribute()
    until = NumberAttribute()
    followed = NumberAttribute(null=True)


TABLE = shape(EventRow, SlotRow)


def add(tenant: TenantId, run_id: str, events: Sequence[Event], now: datetime) -> bool:
    """Add all of the events, or return False where one of their numbers is taken (or the table was busy)."""
    try:
        with transaction() as together:
            for event in events:
                row = EventRow(_key(tenant, run_id), _number(event.id), expires=now + KEPT)
                row.kind, row.data = event.kind.value, event.data
                together.save(row, condition=EventRow.pk.does_not_exist())
    except TransactWriteError:
        return False
    return True


def after(tenant: TenantId, run_id: str, number: int) -> list[Event]:
    """Return the events after this one that there are, in order: a hundred at most."""
    condition = EventRow.sk > _number(number)
    rows = EventRow.query(_key(tenant, run_id), condition, consistent_read=True, limit=PAGE)
    return [_event(row) for row in rows]


def latest(tenant: TenantId, run_id: str) -> Event | None:
    """Return the run's last event so far."""
    rows = EventRow.query(_key(tenant, run_id), consistent_read=True, scan_index_forward=False, limit=1)
    return next((_event(row) for row in rows), None)


def remove(tenant: TenantId, run_id: str) -> None:
    """Remove the run's events."""
    for row in EventRow.query(_key(tenant, run_id), consistent_read=True):
        row.delete()


def take_slot(
    tenant: TenantId, connection: str, slot: int, holder: str, now: datetime, until: datetime
) -> bool:
    """Take the connection's place for the holder; False where another one has it."""
    row = SlotRow(
        *_slot(tenant, connection, slot), holder=holder, until=until.timestamp(), expires=until + KEPT
    )
    is_free = SlotRow.pk.does_not_exist() | (SlotRow.until < now.timestamp())
    try:
        row.save(condition=is_free)
    except PutError as error:
        return _refused(error)
    return True


def begin_following(tenant: TenantId, connection: str, slot: int, holder: str, now: datetime) -> bool:
    """Note that the holder begins; False where it began before or has lost its place."""
    is_first = (SlotRow.holder == holder) & SlotRow.followed.does_not_exist()
    try:
        SlotRow(*_slot(tenant, connection, slot)).update(
            [SlotRow.followed.set(now.timestamp())], condition=is_first
        )
    except UpdateError as error:
        return _refused(error)
    return True


def free_slot(tenant: TenantId, connection: str, slot: int, holder: str) -> None:
    """Give the place back, if the holder still has it."""
    try:
        SlotRow(*_slot(tenant, connection, slot)).update(
            [SlotRow.until.set(0)], condition=SlotRow.holder == holder
        )
    except UpdateError as error:
        _refused(error)


def _refused(error: PutError | UpdateError) -> bool:
    """Return False for a condition that isn't met; raise everything else."""
    if not is_refused(error):
        raise error
    return False


def _event(row: EventRow) -> Event:
    return Event(int(row.sk), Kind(row.kind), row.data)


def _key(tenant: TenantId, run_id: str) -> str:
    return tenant_key(tenant, "STREAM", run_id)


def _number(number: int) -> str:
    return f"{number:06d}"


def _slot(tenant: TenantId, connection: str, slot: int) -> tuple[str, str]:
    return tenant_key(tenant, "SOCKET", connection), f"SLOT#{slot}"
