"""The addresses at which other systems tell of what happened there."""

from quarterdeck.bootstrap.webhooks import endpoints
from quarterdeck.contexts.connectors.webhooks.requests import SecretBody, WebhookBody
from quarterdeck.contexts.connectors.webhooks.views import WebhooksPage, WebhookView, webhook_view
from quarterdeck.contexts.identity.permissions import Permission
from quarterdeck.rest.endpoint import Call, Page, Routes

ROUTES = Routes()


@ROUTES.add("GET", "/v1/webhooks", Permission.MANAGE_WEBHOOKS, query=Page)
def webhooks(call: Call, page: Page) -> WebhooksPage:
    """List the webhooks, latest first."""
    found, more = endpoints().page(call.tenant, page.limit, page.before)
    return WebhooksPage(webhooks=[webhook_view(endpoint) for endpoint in found], before=more)


@ROUTES.add("POST", "/v1/webhooks", Permission.MANAGE_WEBHOOKS, body=WebhookBody, status=201)
def add(call: Call, body: WebhookBody) -> WebhookView:
    """Make an address to give to a vendor."""
    secret = body.secret.get_secret_value() if body.secret else None
    return webhook_view(endpoints().add(call.tenant, body.vendor, body.name, secret))


@ROUTES.add("PUT", "/v1/webhooks/{webhook_id}/secret", Permission.MANAGE_WEBHOOKS, body=SecretBody)
def rotate(call: Call, body: SecretBody, webhook_id: str) -> WebhookView:
    """Let a new secret hold beside the one before it."""
    return webhook_view(endpoints().rotate(call.tenant, webhook_id, body.secret.get_secret_value()))


@ROUTES.add("DELETE", "/v1/webhooks/{webhook_id}", Permission.MANAGE_WEBHOOKS)
def remove(call: Call, webhook_id: str) -> WebhookView:
    """Take in nothing more at an address."""
    return webhook_view(endpoints().remove(call.tenant, webhook_id))
