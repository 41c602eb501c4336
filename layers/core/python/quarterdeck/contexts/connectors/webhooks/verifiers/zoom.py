"""Zoom: https://developers.zoom.us/docs/api/webhooks/#verify-webhook-events."""

import json
import re
from collections.abc import Sequence
from datetime import datetime

from quarterdeck.contexts.connectors.webhooks.bodies import digest, fields, required_text, text
from quarterdeck.contexts.connectors.webhooks.model import Challenge, Reply, Request, Verified
from quarterdeck.contexts.connectors.webhooks.signing import (
    SECONDS,
    check_age,
    check_match,
    header,
    hmac_hex,
)

_SIGNATURE = re.compile(r"v0=[0-9a-f]{64}")


def verify(request: Request, secrets: Sequence[str], now: datetime) -> Verified | Challenge:
    """Check ``v0=`` HMAC-SHA256 over ``v0:{timestamp}:{body}``; prove the one it signed with where Zoom asks."""
    timestamp = header(request, "x-zm-request-timestamp", SECONDS)
    check_age(int(timestamp), now)
    message = f"v0:{timestamp}:".encode() + request.body
    given = header(request, "x-zm-signature", _SIGNATURE)
    expected = {f"v0={hmac_hex(secret, message)}": secret for secret in secrets}
    check_match([given], expected)
    body = fields(request.body)
    if body.get("event") == "endpoint.url_validation":
        return _proof(body.get("payload"), expected[given])
    return Verified(digest(request.body), text(body, "event"))


def _proof(payload: object, secret: str) -> Challenge:
    plain = required_text(payload if isinstance(payload, dict) else {}, "plainToken")
    answer = {"plainToken": plain, "encryptedToken": hmac_hex(secret, plain.encode())}
    return Challenge(Reply(json.dumps(answer), "application/json"))
