"""A tenant's webhooks, as exports have them: without their addresses, which open doors to whoever knows them."""

from typing import Any

from quarterdeck.contexts.connectors.webhooks import store
from quarterdeck.contexts.connectors.webhooks.model import Endpoint
from quarterdeck.contexts.connectors.webhooks.views import webhook_view
from quarterdeck.kernel.tenancy import TenantId
from quarterdeck.platform.exporting import Rows, rows

AT_ONCE = 100


def export_webhooks(tenant: TenantId, cursor: str | None) -> Rows:
    """Return which vendors have an address, and what it is called."""
    return rows(store.page(tenant, AT_ONCE, cursor), _without_address)


def _without_address(endpoint: Endpoint) -> dict[str, Any]:
    return webhook_view(endpoint).model_dump(mode="json", exclude={"id", "url"})
