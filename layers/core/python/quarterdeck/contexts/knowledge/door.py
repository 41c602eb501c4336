"""Airtable's word that something has changed, checked, becomes a sync."""

from collections.abc import Mapping
from dataclasses import dataclass

from quarterdeck.contexts.connectors.airtable.notification import parse, verify
from quarterdeck.contexts.knowledge.machine import SnapshotMachine, Wish
from quarterdeck.contexts.knowledge.store import connections
from quarterdeck.contexts.knowledge.sync import Kind
from quarterdeck.kernel.errors import Unauthenticated
from quarterdeck.kernel.tenancy import tenant_id
from quarterdeck.platform.acting import acting_for
from quarterdeck.platform.secrets import Secrets


@dataclass(frozen=True, slots=True)
class AirtableDoor:
    secrets: Secrets
    machine: SnapshotMachine

    def notify(self, tenant: str, headers: Mapping[str, str], raw_body: bytes, request_id: str) -> None:
        """Start a sync by change for the notification that came to the tenant's address.

        Raises:
            Unauthenticated: it isn't signed by the tenant's webhook. InvalidInput: it is no notification.
        """
        addressed = tenant_id(tenant)
        with acting_for(addressed):
            connection = connections.find(addressed)
        if connection is None or connection.webhook is None:
            raise Unauthenticated("no webhook is expected here")
        verify(headers, raw_body, self.secrets.get(connection.secret)["mac_secret"])
        told = parse(raw_body)
        if (told.base, told.webhook) != (connection.base, connection.webhook):
            raise Unauthenticated("the notification is of another base or webhook")
        self.machine.start(Wish(connection.tenant, Kind.CHANGE, request_id))
