"""The base's API: each request passes the token, the limit and the routes, in this order."""

import base64
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from infra.local.airtable.base import Base, Webhook
from infra.local.airtable.limit import Limit
from infra.local.airtable.records import Listings
from infra.local.airtable.reply import Reply, refusal

MOST_PAYLOADS = 50


@dataclass(frozen=True, slots=True)
class Request:
    """``asked`` are the query's values, or the body's of a POST."""

    method: str
    path: str
    token: str
    asked: Mapping[str, Any]


class AirtableApi:
    """Serves the base to callers with the token; ``now`` is the clock of its limit, in seconds."""

    def __init__(self, base: Base, token: str, now: Callable[[], float] = time.monotonic) -> None:
        self.base, self.token = base, token
        self.limit = Limit(now)
        self.listings = Listings()
        self.requests: list[Request] = []

    def answer(self, request: Request) -> Reply:
        """Answer the request as Airtable would."""
        with self.base.changed:
            self.requests.append(request)
            if request.token != self.token:
                return refusal(401, "AUTHENTICATION_REQUIRED", "Authentication required")
            if not self.limit.allows():
                limited = {
                    "error": "RATE_LIMIT_REACHED",
                    "message": "Rate limit exceeded. Please try again later",
                }
                return Reply({"errors": [limited]}, 429)
            return self._routed(request)

    def _routed(self, request: Request) -> Reply:
        parts = [unquote(part) for part in request.path.strip("/").split("/")]
        match request.method, parts:
            case "GET", ["v0", "meta", "bases", self.base.id, "tables"]:
                return Reply({"tables": [_schema(table) for table in self.base.tables.values()]})
            case "GET", ["v0", "bases", self.base.id, "webhooks"]:
                return Reply({"webhooks": [_listed(hook) for hook in self.base.webhooks.values()]})
            case "POST", ["v0", "bases", self.base.id, "webhooks"]:
                return _made(self.base.add_webhook(request.asked.get("notificationUrl")))
            case "GET", ["v0", "bases", self.base.id, "webhooks", webhook, "payloads"]:
                return self._payloads(webhook, request.asked)
            case ("GET", ["v0", self.base.id, table]) | ("POST", ["v0", self.base.id, table, "listRecords"]):
                return self._records(table, request.asked)
        return refusal(404, "NOT_FOUND")

    def _records(self, name: str, asked: Mapping[str, Any]) -> Reply:
        table = self.base.table(name)
        if table is None:
            return refusal(
                404, "TABLE_NOT_FOUND", f"Could not find table {name} in application {self.base.id}"
            )
        return self.listings.page(table, asked)

    def _payloads(self, webhook_id: str, asked: Mapping[str, Any]) -> Reply:
        webhook = self.base.webhooks.get(webhook_id)
        if webhook is None or not webhook.enabled:
            return refusal(404, "NOT_FOUND")
        first = int(asked.get("cursor") or 1)
        limit = min(int(asked.get("limit") or MOST_PAYLOADS), MOST_PAYLOADS)
        payloads = webhook.payloads[first - 1 : first - 1 + limit]
        more = first - 1 + len(payloads) < len(webhook.payloads)
        return Reply({"cursor": first + len(payloads), "mightHaveMore": more, "payloads": payloads})


def _schema(table: Any) -> dict[str, Any]:
    fields = [
        {"id": f"fld{number:014}", "name": name, "type": "multilineText"}
        for number, name in enumerate(table.fields)
    ]
    return {
        "id": table.id,
        "name": table.name,
        "primaryFieldId": fields[0]["id"],
        "fields": fields,
        "views": [],
    }


def _listed(webhook: Webhook) -> dict[str, Any]:
    return {
        "id": webhook.id,
        "areNotificationsEnabled": True,
        "cursorForNextPayload": len(webhook.payloads) + 1,
        "isHookEnabled": webhook.enabled,
        "notificationUrl": webhook.notify,
        "specification": {"options": {"filters": {"dataTypes": ["tableData"]}}},
    }


def _made(webhook: Webhook) -> Reply:
    secret = base64.b64encode(webhook.mac_secret).decode()
    return Reply({"id": webhook.id, "macSecretBase64": secret, "expirationTime": "2026-12-31T00:00:00.000Z"})
