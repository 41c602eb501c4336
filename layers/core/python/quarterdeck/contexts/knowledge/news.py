"""Airtable's word that something has changed becomes a sync."""

from msgspec import Struct

from quarterdeck.contexts.connectors.airtable.notification import parse
from quarterdeck.contexts.connectors.webhooks.events import WebhookReceived
from quarterdeck.contexts.knowledge.machine import SnapshotMachine, Wish
from quarterdeck.contexts.knowledge.store import connections
from quarterdeck.contexts.knowledge.sync import Kind
from quarterdeck.kernel.tenancy import tenant_id
from quarterdeck.platform.objects import Objects
from quarterdeck.platform.outbox import Envelope, said


class AirtableNews(Struct, frozen=True):
    objects: Objects
    machine: SnapshotMachine

    def heard(self, envelope: Envelope) -> bool:
        """Start a sync by change, once, and tell whether the notification is of the tenant's connection.

        Raises:
            InvalidInput: it is no notification.
        """
        connection = connections.find(tenant_id(envelope.tenant))
        told = parse(self.objects.get(said(WebhookReceived, envelope).body))
        if connection is None or (told.base, told.webhook) != (connection.base, connection.webhook):
            return False
        self.machine.start(Wish(connection.tenant, Kind.CHANGE, envelope.correlation_id), once=envelope.id)
        return True
