"""What callers see of webhooks: never a secret."""

from typing import Any

from quarterdeck.contexts.connectors.webhooks.model import Endpoint


def endpoint_view(endpoint: Endpoint) -> dict[str, Any]:
    return {
        "id": endpoint.id,
        "vendor": endpoint.vendor.value,
        "name": endpoint.name,
        "url": endpoint.url,
        "has_secret": endpoint.secrets is not None,
        "created_at": endpoint.created_at.isoformat(),
    }
