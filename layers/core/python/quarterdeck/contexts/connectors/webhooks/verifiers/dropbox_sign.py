"""Dropbox Sign: https://developers.hellosign.com/docs/events/walkthrough/.

``event_hash`` covers the event's time and type alone, so that whoever has seen one could make up the rest. The header
``Content-Sha256`` covers the whole JSON, and both are asked for.
"""

from base64 import b64encode
from collections.abc import Sequence
from datetime import datetime
from urllib.parse import parse_qs

from quarterdeck.contexts.connectors.webhooks.bodies import digest, fields, text
from quarterdeck.contexts.connectors.webhooks.model import Reply, Request, Verified
from quarterdeck.contexts.connectors.webhooks.signing import check_match, header, hmac_base64, hmac_hex
from quarterdeck.kernel.errors import Unauthenticated

RECEIVED = Reply("Hello API Event Received")
"""Dropbox Sign delivers an event again unless it reads this."""


def verify(request: Request, secrets: Sequence[str], now: datetime) -> Verified:  # noqa: ARG001 - its time is the event's
    """Check the event's hash and the JSON's, both HMAC-SHA256 with the API key, in the form field ``json``."""
    told = _json(request)
    event = fields(told).get("event")
    event = event if isinstance(event, dict) else {}
    kind = text(event, "event_type")
    message = f"{text(event, 'event_time')}{kind}".encode()
    check_match([text(event, "event_hash")], [hmac_hex(secret, message) for secret in secrets])
    expected = [each for secret in secrets for each in _spellings(secret, told.encode())]
    check_match([header(request, "content-sha256")], expected)
    return Verified(digest(told), kind)


def _spellings(secret: str, message: bytes) -> tuple[str, str]:
    """Return the hash in base64, and the base64 of its hex, which is what PHP's ``hash_hmac`` leads to."""
    return hmac_base64(secret, message), b64encode(hmac_hex(secret, message).encode()).decode()


def _json(request: Request) -> str:
    kind = request.headers.get("content-type", "")
    found = _part(kind, request.body) if kind.startswith("multipart/") else _field(request.body)
    if found is None:
        raise Unauthenticated("the form has no field json")
    return found


def _field(body: bytes) -> str | None:
    try:
        return parse_qs(body.decode("ascii"), errors="strict").get("json", [None])[0]
    except ValueError:
        return None


def _part(kind: str, body: bytes) -> str | None:
    from email.message import EmailMessage  # noqa: PLC0415 - 30 ms that this vendor alone pays
    from email.parser import BytesParser  # noqa: PLC0415
    from email.policy import HTTP  # noqa: PLC0415

    head = f"Content-Type: {kind}\r\n\r\n".encode(errors="replace")
    form = BytesParser(EmailMessage, policy=HTTP).parsebytes(head + body)
    for part in form.iter_parts():
        if part.get_param("name", header="content-disposition") == "json":
            return _text(part.get_payload(decode=True))
    return None


def _text(content: object) -> str | None:
    try:
        return content.decode() if isinstance(content, bytes) else None
    except ValueError:
        return None
