"""The outbox: an event is written in the transaction of the state it tells of, and published from the table's stream.

The table is the append-only event log; nothing updates or deletes its rows.
"""

import json
from datetime import datetime
from typing import Any, ClassVar, TypeVar

from msgspec import Struct
from pynamodb.attributes import UnicodeAttribute

from quarterdeck.kernel.codec import dump, dump_json, load
from quarterdeck.kernel.tenancy import TenantId, tenant_key
from quarterdeck.platform.aws import client
from quarterdeck.platform.tables import Row, TableMeta, Writes, physical_name, shape


class EventData(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What an event says; a subclass names its topic and its past-tense type."""

    topic: ClassVar[str]
    type: ClassVar[str]


T = TypeVar("T", bound=EventData)


class Envelope(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An event as it travels: consumers dedupe on ``id`` and tolerate any order."""

    id: str
    topic: str
    type: str
    tenant: str
    occurred_at: datetime
    correlation_id: str
    data: dict[str, Any]


class EventRow(Row):
    class Meta(TableMeta):
        table = "outbox"
        table_name = physical_name("outbox")
        stream = True

    envelope = UnicodeAttribute()


TABLE = shape(EventRow)


def append(
    transaction: Writes,
    event_id: str,
    tenant: TenantId,
    correlation_id: str,
    occurred_at: datetime,
    data: EventData,
) -> None:
    """Add the event to the transaction; the same id twice fails the transaction."""
    envelope = Envelope(
        id=event_id,
        topic=data.topic,
        type=data.type,
        tenant=tenant,
        occurred_at=occurred_at,
        correlation_id=correlation_id,
        data=dump(data),
    )
    row = EventRow(tenant_key(tenant, "EVENT"), event_id, envelope=dump_json(envelope).decode())
    transaction.save(row, condition=EventRow.pk.does_not_exist())


def publish(bus: str, envelope: Envelope) -> None:
    """Put the event on the bus: topic as source, type as detail-type.

    Raises:
        RuntimeError: the bus refused it; the stream's retry comes back to it.
    """
    answer = client("events").put_events(
        Entries=[
            {
                "EventBusName": bus,
                "Source": envelope.topic,
                "DetailType": envelope.type,
                "Detail": dump_json(envelope).decode(),
                "Time": envelope.occurred_at,
            }
        ]
    )
    if answer["FailedEntryCount"]:
        raise RuntimeError(f"the bus refused {envelope.id}: {answer['Entries'][0]['ErrorCode']}")


def delivered(body: str) -> Envelope:
    """Return the event that the bus put into a queue, from the message's body."""
    envelope: Envelope = load(Envelope, json.loads(body)["detail"])
    return envelope


def said(kind: type[T], envelope: Envelope) -> T:
    """Return what the event says.

    Raises:
        msgspec.ValidationError: it isn't of that kind.
    """
    data: T = load(kind, envelope.data)
    return data
