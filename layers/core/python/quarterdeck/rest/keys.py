"""API keys."""

from quarterdeck.bootstrap.shared import CLOCK
from quarterdeck.contexts.identity import keys
from quarterdeck.contexts.identity.permissions import Permission
from quarterdeck.contexts.identity.requests import KeyBody
from quarterdeck.contexts.identity.views import key_view
from quarterdeck.rest.endpoint import Call, Reply, Routes

ROUTES = Routes()


@ROUTES.add("POST", "/v1/keys", Permission.MANAGE_KEYS, KeyBody)
def create(call: Call, body: KeyBody) -> Reply:
    wish = keys.Wish(body.name, body.scopes or call.access.permissions, body.expires_at)
    key, text = keys.create(call.access, wish, CLOCK)
    return Reply(key_view(key) | {"api_key": text}, 201)


@ROUTES.add("GET", "/v1/keys", Permission.MANAGE_KEYS)
def newest(call: Call) -> Reply:
    found, more = keys.newest(call.tenant, limit=call.limit, before=call.before)
    return Reply({"keys": [key_view(key) for key in found], "before": more})


@ROUTES.add("DELETE", "/v1/keys/{key_id}", Permission.MANAGE_KEYS)
def revoke(call: Call, key_id: str) -> Reply:
    keys.revoke(call.tenant, key_id)
    return Reply({"key_id": key_id, "status": "revoked"})
