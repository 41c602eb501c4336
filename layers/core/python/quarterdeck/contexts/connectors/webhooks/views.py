"""What callers see of webhooks: never a secret."""

from datetime import datetime

from quarterdeck.contexts.connectors.webhooks.model import Endpoint, Vendor
from quarterdeck.platform.http import View


class WebhookView(View):
    """An address for a vendor; without a secret it takes nothing in."""

    id: str
    vendor: Vendor
    name: str
    url: str
    has_secret: bool
    created_at: datetime


class WebhooksPage(View):
    """Webhooks, latest first; ``before`` asks for the page after this one, and is null at the end."""

    webhooks: list[WebhookView]
    before: str | None


def webhook_view(endpoint: Endpoint) -> WebhookView:
    """Return the endpoint as callers see it."""
    return WebhookView(
        id=endpoint.id,
        vendor=endpoint.vendor,
        name=endpoint.name,
        url=endpoint.url,
        has_secret=endpoint.secrets is not None,
        created_at=endpoint.created_at,
    )
