"""Airtable: https://airtable.com/developers/web/api/webhooks-overview#webhook-notification-delivery."""

import hashlib
import hmac
from base64 import b64decode
from collections.abc import Sequence
from datetime import datetime

from quarterdeck.contexts.connectors.webhooks.bodies import digest
from quarterdeck.contexts.connectors.webhooks.model import Request, Verified
from quarterdeck.contexts.connectors.webhooks.signing import check_match, header


def verify(request: Request, secrets: Sequence[str], now: datetime) -> Verified:  # noqa: ARG001 - no time is signed
    """Check ``hmac-sha256=`` over the body with the webhook's secret, which Airtable tells in base64."""
    given = header(request, "x-airtable-content-mac")
    check_match([given], [_signature(secret, request.body) for secret in secrets])
    return Verified(digest(request.body), "changed")


def _signature(secret: str, body: bytes) -> str:
    return f"hmac-sha256={hmac.new(b64decode(secret), body, hashlib.sha256).hexdigest()}"
