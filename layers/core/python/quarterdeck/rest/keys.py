"""API keys."""

from quarterdeck.contexts.identity import keys
from quarterdeck.contexts.identity.credential_views import (
    KeyRevoked,
    KeysPage,
    NewKeyView,
    key_view,
    new_key_view,
)
from quarterdeck.contexts.identity.permissions import Permission
from quarterdeck.contexts.identity.requests import KeyBody
from quarterdeck.rest.endpoint import Call, Page, Routes

ROUTES = Routes()


@ROUTES.add("POST", "/v1/keys", Permission.MANAGE_KEYS, body=KeyBody, status=201)
def create(call: Call, body: KeyBody) -> NewKeyView:
    """Make an API key, for what the caller may do or less."""
    wish = keys.Wish(body.name, body.scopes or call.access.permissions, body.expires_at)
    return new_key_view(*keys.create(call.access, wish, call.occasion))


@ROUTES.add("GET", "/v1/keys", Permission.MANAGE_KEYS, query=Page)
def newest(call: Call, page: Page) -> KeysPage:
    """List the organisation's API keys, latest first."""
    found, more = keys.newest(call.tenant, limit=page.limit, before=page.before)
    return KeysPage(keys=[key_view(key) for key in found], before=more)


@ROUTES.add("DELETE", "/v1/keys/{key_id}", Permission.MANAGE_KEYS)
def revoke(call: Call, key_id: str) -> KeyRevoked:
    """Take an API key out of use, from its next request on."""
    keys.revoke(call.caller, key_id, call.occasion)
    return KeyRevoked(key_id=key_id)
