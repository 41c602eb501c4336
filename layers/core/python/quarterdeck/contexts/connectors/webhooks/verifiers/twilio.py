"""Twilio: https://www.twilio.com/docs/usage/webhooks/webhooks-security.

Its own SDK is 30 MB of clients for the sake of one HMAC. The signature is SHA-1, as Twilio has no other; no way is
known to forge an HMAC by SHA-1's collisions.
"""

import hashlib
import hmac
from base64 import b64encode
from collections.abc import Sequence
from datetime import datetime
from urllib.parse import parse_qs

from quarterdeck.contexts.connectors.webhooks.bodies import digest
from quarterdeck.contexts.connectors.webhooks.model import Request, Verified
from quarterdeck.contexts.connectors.webhooks.signing import check_match, header
from quarterdeck.kernel.errors import Unauthenticated

FORM = "application/x-www-form-urlencoded"
KINDS = ("MessageStatus", "SmsStatus", "CallStatus", "EventType")


def verify(request: Request, secrets: Sequence[str], now: datetime) -> Verified:  # noqa: ARG001 - no time is signed
    """Check base64 HMAC-SHA1 over the URL and the form's sorted parameters, or the URL with its ``bodySHA256``."""
    form = _form(request)
    message = (request.url + _joined(form)).encode()
    check_match([header(request, "x-twilio-signature")], [_signature(secret, message) for secret in secrets])
    if not form:
        check_match([request.query.get("bodySHA256", "")], [hashlib.sha256(request.body).hexdigest()])
    kind = next((form[name][0] for name in KINDS if name in form), "")
    return Verified(digest(message), kind)


def _form(request: Request) -> dict[str, list[str]]:
    if not request.headers.get("content-type", "").startswith(FORM):
        return {}
    try:
        return parse_qs(request.body.decode("ascii"), keep_blank_values=True, errors="strict")
    except ValueError:
        raise Unauthenticated("the form is malformed") from None


def _joined(form: dict[str, list[str]]) -> str:
    """Return names and values without anything between them, each value once, in order."""
    return "".join(f"{name}{value}" for name in sorted(form) for value in sorted(set(form[name])))


def _signature(secret: str, message: bytes) -> str:
    return b64encode(hmac.new(secret.encode(), message, hashlib.sha1).digest()).decode()
