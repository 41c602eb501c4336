"""The door: whose request it is, whether that is true, whether it is new; then it is kept and queued."""

from collections.abc import Mapping
from hashlib import sha256

from msgspec import Struct

from quarterdeck.contexts.connectors.webhooks import store
from quarterdeck.contexts.connectors.webhooks.catalogue import SCHEMES, vendor_named
from quarterdeck.contexts.connectors.webhooks.model import (
    Challenge,
    Delivery,
    Endpoint,
    Reply,
    Request,
    Verified,
)
from quarterdeck.contexts.connectors.webhooks.vault import Vault
from quarterdeck.kernel.clock import Clock
from quarterdeck.kernel.codec import dump_json
from quarterdeck.kernel.errors import NotFound, Unavailable
from quarterdeck.kernel.tenancy import tenant_key, tenant_path
from quarterdeck.platform.idempotency import Once, State
from quarterdeck.platform.objects import Objects
from quarterdeck.platform.queues import Queue

LEASE_SECONDS = 30


class Arrived(Struct, frozen=True):
    """A request at ``/webhooks/{vendor}/{endpoint}``, before anything is known of it."""

    vendor: str
    endpoint: str
    headers: Mapping[str, str]
    query: Mapping[str, str]
    query_string: str
    body: bytes
    correlation_id: str


class Door(Struct, frozen=True):
    """Takes webhooks in. Nothing is answered with success before it is in the queue."""

    vault: Vault
    once: Once
    objects: Objects
    queue: Queue
    clock: Clock

    def endpoint(self, arrived: Arrived) -> Endpoint:
        """Return the endpoint that the address names.

        Raises:
            NotFound: there is no such vendor, or none of its endpoints is this one.
        """
        vendor = vendor_named(arrived.vendor)
        found = store.find(arrived.endpoint)
        if found is None or found.vendor is not vendor:
            raise NotFound("there is no webhook at this address")
        return found

    def take(self, endpoint: Endpoint, arrived: Arrived) -> Reply:
        """Return what the vendor wants to read.

        Raises:
            Unauthenticated: the endpoint's secrets don't verify the request.
            Unavailable: another delivery of the event is being taken in just now; the vendor is to come back.
        """
        scheme = SCHEMES[endpoint.vendor]
        found = scheme.verify(_request(endpoint, arrived), self.vault.of(endpoint), self.clock.now())
        if isinstance(found, Challenge):
            return found.reply
        self._accept(self._delivery(endpoint, arrived, found), arrived.body)
        return scheme.reply

    def _accept(self, delivery: Delivery, body: bytes) -> None:
        key = tenant_key(delivery.tenant, "WEBHOOK", delivery.id)
        claim = self.once.claim(key, lease_seconds=LEASE_SECONDS)
        if claim.state is State.HELD:
            raise Unavailable("this event is being taken in")
        if claim.state is State.OURS:
            self.objects.put(delivery.body, body)
            self.queue.send(dump_json(delivery).decode())
            self.once.done(key, delivery.id)

    def _delivery(self, endpoint: Endpoint, arrived: Arrived, found: Verified) -> Delivery:
        delivery_id = f"dlv_{sha256(f'{endpoint.id}#{found.event_id}'.encode()).hexdigest()[:32]}"
        return Delivery(
            id=delivery_id,
            tenant=endpoint.tenant,
            endpoint=endpoint.id,
            vendor=endpoint.vendor,
            name=endpoint.name,
            event_id=found.event_id,
            kind=found.kind,
            media_type=arrived.headers.get("content-type", "")[:200],
            size=len(arrived.body),
            body=tenant_path(endpoint.tenant, "webhooks", delivery_id),
            received_at=self.clock.now(),
            correlation_id=arrived.correlation_id,
        )


def _request(endpoint: Endpoint, arrived: Arrived) -> Request:
    url = f"{endpoint.url}?{arrived.query_string}" if arrived.query_string else endpoint.url
    return Request(url, arrived.headers, arrived.query, arrived.body)
