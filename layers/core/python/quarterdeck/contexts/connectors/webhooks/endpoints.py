"""A tenant's endpoints: made, listed, given secrets, and removed."""

import secrets

from msgspec import Struct
from msgspec.structs import replace

from quarterdeck.contexts.connectors.webhooks import store
from quarterdeck.contexts.connectors.webhooks.catalogue import SCHEMES
from quarterdeck.contexts.connectors.webhooks.model import Endpoint, Vendor
from quarterdeck.contexts.connectors.webhooks.vault import Vault
from quarterdeck.kernel.clock import Clock
from quarterdeck.kernel.errors import NotFound
from quarterdeck.kernel.tenancy import TenantId

PATH = "webhooks"


class Endpoints(Struct, frozen=True):
    """``url`` is where the API is, as vendors reach it."""

    vault: Vault
    clock: Clock
    url: str

    def add(self, tenant: TenantId, vendor: Vendor, name: str, secret: str | None = None) -> Endpoint:
        """Make an address to give to the vendor. Without a secret it takes nothing in until it has one.

        Raises:
            InvalidInput: the secret can't be one of the vendor's.
        """
        if secret is not None:
            SCHEMES[vendor].check_secret(secret)
        endpoint_id = secrets.token_hex(24)
        url = f"{self.url.rstrip('/')}/{PATH}/{vendor}/{endpoint_id}"
        endpoint = Endpoint(endpoint_id, tenant, vendor, name, url, self.clock.now())
        if secret is not None:
            endpoint = replace(endpoint, secrets=self.vault.rotate(endpoint, secret))
        store.add(endpoint)
        return endpoint

    def rotate(self, tenant: TenantId, endpoint_id: str, secret: str) -> Endpoint:
        """Let the secret hold too, beside the one before it alone.

        Raises:
            NotFound: the tenant has no such endpoint. InvalidInput: the secret can't be one of the vendor's.
            Conflict: another secret has been put at this moment; this one does not hold.
        """
        endpoint = self.get(tenant, endpoint_id)
        SCHEMES[endpoint.vendor].check_secret(secret)
        version = self.vault.rotate(endpoint, secret)
        store.keep_version(endpoint, version)
        return replace(endpoint, secrets=version)

    def get(self, tenant: TenantId, endpoint_id: str) -> Endpoint:
        """Return the tenant's endpoint.

        Raises:
            NotFound: the tenant has none of that id.
        """
        found = store.find(endpoint_id)
        if found is None or found.tenant != tenant:
            raise NotFound("there is no such webhook")
        return found

    def page(self, tenant: TenantId, limit: int, before: str | None) -> tuple[list[Endpoint], str | None]:
        """Return the tenant's newest endpoints, and where the page after begins, if there is one."""
        return store.page(tenant, limit, before)

    def remove(self, tenant: TenantId, endpoint_id: str) -> Endpoint:
        """Take in nothing more at the address, and return what it was.

        Raises:
            NotFound: the tenant has no such endpoint.
        """
        endpoint = self.get(tenant, endpoint_id)
        store.remove(endpoint)
        self.vault.remove(endpoint)
        return endpoint
