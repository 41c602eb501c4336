"""The door, its endpoints and what makes events, on tables, objects and secrets of the emulator."""

from dataclasses import dataclass, field
from uuid import uuid4

import pytest

from quarterdeck.contexts.connectors.webhooks.door import Arrived, Door
from quarterdeck.contexts.connectors.webhooks.endpoints import Endpoints
from quarterdeck.contexts.connectors.webhooks.model import Delivery, Endpoint, Reply, Vendor
from quarterdeck.contexts.connectors.webhooks.vault import Vault
from quarterdeck.kernel.codec import load_json
from quarterdeck.kernel.tenancy import TenantId, tenant_id
from quarterdeck.platform.idempotency import Once
from quarterdeck.platform.objects import S3Objects
from tests.support.clocks import StillClock
from tests.support.tables import BUCKET
from tests.unit.webhooks.senders import NOW, PLAIN, TOLD, mac

API = "https://api.quarterdeck.example/live"


@dataclass
class Messages:
    """A queue that can be out of order."""

    sent: list[str] = field(default_factory=list)
    broken: bool = False

    def send(self, body: str) -> None:
        if self.broken:
            raise ConnectionError("no queue")
        self.sent.append(body)

    @property
    def deliveries(self) -> list[Delivery]:
        return [load_json(Delivery, body) for body in self.sent]


@dataclass
class World:
    """A tenant with a door of its own functions; the API's endpoints keep secrets in a vault of their own."""

    tenant: TenantId = field(default_factory=lambda: tenant_id(f"t-{uuid4().hex[:12]}"))
    clock: StillClock = field(default_factory=lambda: StillClock(NOW))
    queue: Messages = field(default_factory=Messages)
    objects: S3Objects = field(default_factory=lambda: S3Objects(BUCKET))

    def __post_init__(self) -> None:
        self.endpoints = Endpoints(Vault(), self.clock, f"{API}/")
        self.door = Door(Vault(), Once("idempotency", self.clock), self.objects, self.queue, self.clock)

    def github(self) -> Endpoint:
        return self.endpoints.add(self.tenant, Vendor.GITHUB, "Code", PLAIN[0])

    def take(self, endpoint: Endpoint, body: bytes = TOLD, secret: str = PLAIN[0]) -> Reply:
        """Have GitHub deliver the body, signed with the secret."""
        arrived = self.arrived(endpoint, body, secret)
        return self.door.take(self.door.endpoint(arrived), arrived)

    def arrived(self, endpoint: Endpoint, body: bytes, secret: str) -> Arrived:
        headers = {
            "x-hub-signature-256": f"sha256={mac(secret, body).hex()}",
            "content-type": "application/json",
        }
        return Arrived(endpoint.vendor, endpoint.id, headers, {}, "", body, "request-1")


@pytest.fixture
def world(tables: None) -> World:  # noqa: ARG001 - they must be there
    return World()
