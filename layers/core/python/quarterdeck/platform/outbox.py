"""The outbox: an event is written in the transaction of the state it tells of, and published from the table's stream.

The table is the append-only event log; nothing updates or deletes its rows.
"""

import json
from datetime import datetime
from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict
from pynamodb.attributes import UnicodeAttribute

from quarterdeck.kernel.tenancy import TenantId, tenant_key
from quarterdeck.platform.aws import client
from quarterdeck.platform.tables import Row, TableMeta, Writes, physical_name, shape


class EventData(BaseModel):
    """What an event says; a subclass names its topic and its past-tense type."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    topic: ClassVar[str]
    type: ClassVar[str]


class Envelope(BaseModel):
    """An event as it travels: consumers dedupe on ``id`` and tolerate any order."""

    model_config = ConfigDict(frozen=True, extra="forbid")

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
        data=data.model_dump(mode="json"),
    )
    row = EventRow(tenant_key(tenant, "EVENT"), event_id, envelope=envelope.model_dump_json())
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
                "Detail": envelope.model_dump_json(),
                "Time": envelope.occurred_at,
            }
        ]
    )
    if answer["FailedEntryCount"]:
        raise RuntimeError(f"the bus refused {envelope.id}: {answer['Entries'][0]['ErrorCode']}")


def delivered(body: str) -> Envelope:
    """Return the event that the bus put into a queue, from the message's body."""
    return Envelope.model_validate(json.loads(body)["detail"])
