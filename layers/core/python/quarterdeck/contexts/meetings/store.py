"""Meetings in DynamoDB.

A tenant's meetings are one partition sorted by id, and ids sort by the meeting's date.
"""

from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime

from pynamodb.attributes import JSONAttribute, NumberAttribute, UnicodeAttribute, UTCDateTimeAttribute
from pynamodb.exceptions import UpdateError
from pynamodb.expressions.update import Action
from pynamodb.transactions import TransactWrite

from quarterdeck.contexts.meetings.model import Format, Meeting, Participant, Status
from quarterdeck.kernel.errors import Conflict, NotFound
from quarterdeck.kernel.tenancy import TenantId, tenant_key
from quarterdeck.platform.tables import Row, TableMeta, is_refused, physical_name, shape


class MeetingRow(Row):
    class Meta(TableMeta):
        table = "meetings"
        table_name = physical_name("meetings")

    company = UnicodeAttribute()
    title = UnicodeAttribute()
    date = UTCDateTimeAttribute()
    participants = JSONAttribute()
    format = UnicodeAttribute()
    status = UnicodeAttribute()
    reason = UnicodeAttribute(null=True)
    version = UnicodeAttribute(null=True)
    turns = NumberAttribute(default=0)
    attempt = NumberAttribute(default=1)
    pending_until = UTCDateTimeAttribute(null=True)


class GoneRow(Row):
    """What is left of a deleted meeting: how often it was tried to ingest it, should the same upload come again."""

    class Meta(TableMeta):
        table = "meetings"
        table_name = physical_name("meetings")

    attempt = NumberAttribute()


TABLE = shape(MeetingRow, GoneRow)


def add(transaction: TransactWrite, meeting: Meeting) -> None:
    """Add a new meeting to the transaction; one that is there already fails it."""
    row = _to_row(meeting)
    for gone in GoneRow.query(tenant_key(meeting.tenant, "GONE"), GoneRow.sk == meeting.id):
        row.attempt = gone.attempt + 1
    transaction.save(row, condition=MeetingRow.pk.does_not_exist())


def get(tenant: TenantId, meeting_id: str) -> Meeting:
    """Return the meeting.

    Raises:
        NotFound: the tenant has no such meeting.
    """
    return _to_meeting(tenant, _row(tenant, meeting_id))


def attempt(tenant: TenantId, meeting_id: str) -> int:
    """Return which try at ingesting the meeting is under way, from 1."""
    return int(_row(tenant, meeting_id).attempt)


def newest(tenant: TenantId, *, limit: int, before: str | None = None) -> tuple[list[Meeting], str | None]:
    """Return up to ``limit`` meetings, latest first, and the id to pass as ``before`` for more (None at the end)."""
    rows, last = MeetingRow.page(tenant_key(tenant, "MEETING"), limit=limit, after=before)
    return [_to_meeting(tenant, row) for row in rows], last


def every(tenant: TenantId) -> Iterator[Meeting]:
    """Return all meetings of the tenant, latest first."""
    rows = MeetingRow.query(tenant_key(tenant, "MEETING"), scan_index_forward=False)
    return (_to_meeting(tenant, row) for row in rows)


def move(tenant: TenantId, meeting_id: str, *, to: Status, allowed: tuple[Status, ...]) -> None:
    """Set the status, if it is one of ``allowed`` now.

    Raises:
        Conflict: the meeting's status is another.
    """
    actions: list[Action] = [MeetingRow.status.set(to.value), MeetingRow.reason.remove()]
    _update(_row(tenant, meeting_id), actions, allowed)


def wait(tenant: TenantId, meeting_id: str, until: datetime) -> None:
    """Give a meeting that is pending more time; one that has gone on by now stays as it is."""
    row = MeetingRow(tenant_key(tenant, "MEETING"), meeting_id)
    with suppress(Conflict):
        _update(row, [MeetingRow.pending_until.set(until)], (Status.PENDING,))


def try_again(transaction: TransactWrite, tenant: TenantId, meeting_id: str, until: datetime) -> None:
    """Add to the transaction: the failed meeting is pending again; one that has not failed fails it."""
    actions: list[Action] = [
        MeetingRow.status.set(Status.PENDING.value),
        MeetingRow.pending_until.set(until),
        MeetingRow.reason.remove(),
        MeetingRow.attempt.add(1),
    ]
    key = MeetingRow(tenant_key(tenant, "MEETING"), meeting_id)
    transaction.update(key, actions=actions, condition=MeetingRow.status == Status.FAILED.value)


def finish(transaction: TransactWrite, meeting: Meeting) -> None:
    """Add to the transaction: the meeting's final status, reason, version and number of turns."""
    actions: list[Action] = [MeetingRow.status.set(meeting.status.value), MeetingRow.turns.set(meeting.turns)]
    actions.append(MeetingRow.reason.set(meeting.reason) if meeting.reason else MeetingRow.reason.remove())
    if meeting.version:
        actions.append(MeetingRow.version.set(meeting.version))
    key = MeetingRow(tenant_key(meeting.tenant, "MEETING"), meeting.id)
    transaction.update(key, actions=actions, condition=MeetingRow.status == Status.PROCESSING.value)


def begin_deletion(transaction: TransactWrite, tenant: TenantId, meeting_id: str) -> None:
    """Add to the transaction: the meeting is being deleted; one whose ingest is under way fails it."""
    settled = [each.value for each in (Status.PENDING, Status.COMPLETED, Status.FAILED)]
    actions: list[Action] = [MeetingRow.status.set(Status.DELETING.value), MeetingRow.reason.remove()]
    key = MeetingRow(tenant_key(tenant, "MEETING"), meeting_id)
    transaction.update(key, actions=actions, condition=MeetingRow.status.is_in(*settled))


def end_deletion(transaction: TransactWrite, tenant: TenantId, meeting_id: str, attempt: int) -> None:
    """Add to the transaction: the meeting's row goes; one that is not being deleted fails it."""
    key = MeetingRow(tenant_key(tenant, "MEETING"), meeting_id)
    transaction.delete(key, condition=MeetingRow.status == Status.DELETING.value)
    transaction.save(GoneRow(tenant_key(tenant, "GONE"), meeting_id, attempt=attempt))


def _update(row: MeetingRow, actions: list[Action], allowed: tuple[Status, ...]) -> None:
    try:
        row.update(actions=actions, condition=MeetingRow.status.is_in(*allowed))
    except UpdateError as error:
        if is_refused(error):
            raise Conflict(f"meeting {row.sk} is not {' or '.join(allowed)}") from error
        raise


def _row(tenant: TenantId, meeting_id: str) -> MeetingRow:
    try:
        return MeetingRow.get(tenant_key(tenant, "MEETING"), meeting_id, consistent_read=True)
    except MeetingRow.DoesNotExist as error:
        raise NotFound(f"no meeting {meeting_id}") from error


def _to_row(meeting: Meeting) -> MeetingRow:
    return MeetingRow(
        tenant_key(meeting.tenant, "MEETING"),
        meeting.id,
        company=meeting.company,
        title=meeting.title,
        date=meeting.date,
        participants=[[p.name, p.company, p.title] for p in meeting.participants],
        format=meeting.format.value,
        status=meeting.status.value,
        pending_until=meeting.pending_until,
    )


def _to_meeting(tenant: TenantId, row: MeetingRow) -> Meeting:
    return Meeting(
        tenant=tenant,
        id=row.sk,
        company=row.company,
        title=row.title,
        date=row.date,
        participants=tuple(Participant(*fields) for fields in row.participants),
        format=Format(row.format),
        status=Status(row.status),
        reason=row.reason,
        version=row.version,
        turns=int(row.turns),
        pending_until=row.pending_until,
    )
