"""Zendesk: https://developer.zendesk.com/documentation/webhooks/verifying/."""

from collections.abc import Sequence
from datetime import datetime

from quarterdeck.contexts.connectors.webhooks.bodies import digest, fields, text
from quarterdeck.contexts.connectors.webhooks.model import Request, Verified
from quarterdeck.contexts.connectors.webhooks.signing import (
    SECONDS,
    check_age,
    check_match,
    header,
    hmac_base64,
)
from quarterdeck.kernel.errors import Unauthenticated


def verify(request: Request, secrets: Sequence[str], now: datetime) -> Verified:
    """Check base64 HMAC-SHA256 over ``{timestamp}{body}``.

    The body of a trigger is the customer's own: without an ``id`` in it, each signed time is an event.
    """
    timestamp = header(request, "x-zendesk-webhook-signature-timestamp")
    check_age(_seconds(timestamp), now)
    message = timestamp.encode() + request.body
    expected = [hmac_base64(secret, message) for secret in secrets]
    check_match([header(request, "x-zendesk-webhook-signature")], expected)
    body = fields(request.body)
    return Verified(text(body, "id") or digest(message), text(body, "type"))


def _seconds(timestamp: str) -> float:
    """Read ISO 8601 with its zone, as Zendesk sends it, or the plain seconds of its examples."""
    try:
        moment = None if SECONDS.fullmatch(timestamp) else datetime.fromisoformat(timestamp)
    except ValueError:
        raise Unauthenticated("the signature's timestamp is malformed") from None
    if moment is None:
        return int(timestamp)
    if moment.tzinfo is None or not timestamp.isascii():
        raise Unauthenticated("the signature's timestamp is malformed")
    return moment.timestamp()
