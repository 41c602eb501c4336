"""The addresses at which other systems tell of what happened there."""

from quarterdeck.bootstrap.webhooks import endpoints
from quarterdeck.contexts.connectors.webhooks.requests import SecretBody, WebhookBody
from quarterdeck.contexts.connectors.webhooks.views import endpoint_view
from quarterdeck.contexts.identity.permissions import Permission
from quarterdeck.rest.endpoint import Call, Reply, Routes

ROUTES = Routes()


@ROUTES.add("GET", "/v1/webhooks", Permission.MANAGE_WEBHOOKS)
def webhooks(call: Call) -> Reply:
    found, more = endpoints().page(call.tenant, call.limit, call.before)
    return Reply({"webhooks": [endpoint_view(endpoint) for endpoint in found], "before": more})


@ROUTES.add("POST", "/v1/webhooks", Permission.MANAGE_WEBHOOKS, WebhookBody)
def add(call: Call, body: WebhookBody) -> Reply:
    secret = body.secret.get_secret_value() if body.secret else None
    return Reply(endpoint_view(endpoints().add(call.tenant, body.vendor, body.name, secret)), 201)


@ROUTES.add("PUT", "/v1/webhooks/{webhook_id}/secret", Permission.MANAGE_WEBHOOKS, SecretBody)
def rotate(call: Call, body: SecretBody, webhook_id: str) -> Reply:
    return Reply(endpoint_view(endpoints().rotate(call.tenant, webhook_id, body.secret.get_secret_value())))


@ROUTES.add("DELETE", "/v1/webhooks/{webhook_id}", Permission.MANAGE_WEBHOOKS)
def remove(call: Call, webhook_id: str) -> Reply:
    return Reply(endpoint_view(endpoints().remove(call.tenant, webhook_id)))
