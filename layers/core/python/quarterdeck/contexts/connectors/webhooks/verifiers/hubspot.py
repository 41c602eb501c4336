"""HubSpot, versions 1 to 3: https://developers.hubspot.com/docs/api/webhooks/validating-requests.

Versions 1 and 2 hash the secret before the message, which lets anybody who has seen a signed body sign a longer one:
after padding that always has a zero byte, which JSON never has. So a body with one is refused.
"""

import hashlib
import re
from collections.abc import Sequence
from datetime import datetime

from quarterdeck.contexts.connectors.webhooks.bodies import batch, common, digest_without
from quarterdeck.contexts.connectors.webhooks.model import Request, Verified
from quarterdeck.contexts.connectors.webhooks.signing import check_age, check_match, header, hmac_base64
from quarterdeck.kernel.errors import Unauthenticated

CHANGING = {"attemptNumber"}
MILLISECONDS = re.compile(r"[0-9]{1,15}")
VERSION = re.compile(r"v[12]")
# HubSpot signs these characters of the URI as they are, however they travel.
DECODED = {f"%{ord(each):02X}": each for each in ":/?@!$'()*,;"}
_ENCODED = re.compile("|".join(DECODED), re.IGNORECASE)


def verify(request: Request, secrets: Sequence[str], now: datetime) -> Verified:
    """Check the newest version that the request is signed with; versions 1 and 2 sign no time."""
    if "x-hubspot-signature-v3" in request.headers:
        _check_v3(request, secrets, now)
    else:
        _check_hash(request, secrets)
    return Verified(digest_without(request.body, CHANGING), common(batch(request.body), "subscriptionType"))


def _check_v3(request: Request, secrets: Sequence[str], now: datetime) -> None:
    timestamp = header(request, "x-hubspot-request-timestamp", MILLISECONDS)
    check_age(int(timestamp) / 1000, now)
    uri = _ENCODED.sub(lambda found: DECODED[found[0].upper()], request.url)
    message = f"{request.method}{uri}".encode() + request.body + timestamp.encode()
    check_match(
        [header(request, "x-hubspot-signature-v3")], [hmac_base64(secret, message) for secret in secrets]
    )


def _check_hash(request: Request, secrets: Sequence[str]) -> None:
    given = header(request, "x-hubspot-signature")
    version = header(request, "x-hubspot-signature-version", VERSION)
    if b"\0" in request.body:
        raise Unauthenticated("the body has a zero byte, which HubSpot never sends")
    signed = f"{request.method}{request.url}" if version == "v2" else ""
    check_match([given], [_hash(secret, signed, request.body) for secret in secrets])


def _hash(secret: str, signed: str, body: bytes) -> str:
    return hashlib.sha256(f"{secret}{signed}".encode() + body).hexdigest()
