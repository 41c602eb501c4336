"""Stripe: https://docs.stripe.com/webhooks#verify-manually."""

import re
from collections.abc import Sequence
from datetime import datetime

from quarterdeck.contexts.connectors.webhooks.bodies import digest, fields, text
from quarterdeck.contexts.connectors.webhooks.model import Request, Verified
from quarterdeck.contexts.connectors.webhooks.signing import (
    SECONDS,
    check_age,
    check_match,
    header,
    hmac_hex,
)
from quarterdeck.kernel.errors import Unauthenticated

MOST = 16
_ITEM = re.compile(r"(\w{1,8})=(\w{1,128})", re.ASCII)


def verify(request: Request, secrets: Sequence[str], now: datetime) -> Verified:
    """Check any ``v1`` of the header ``t=...,v1=...``: HMAC-SHA256 over ``{t}.{body}``."""
    timestamp, signatures = _parts(header(request, "stripe-signature"))
    check_age(int(timestamp), now)
    message = f"{timestamp}.".encode() + request.body
    check_match(signatures, [hmac_hex(secret, message) for secret in secrets])
    body = fields(request.body)
    return Verified(text(body, "id") or digest(request.body), text(body, "type"))


def _parts(value: str) -> tuple[str, list[str]]:
    items = [_ITEM.fullmatch(each) for each in value.split(",", MOST)]
    pairs = [(each[1], each[2]) for each in items if each]
    times = [found for name, found in pairs if name == "t"]
    if len(pairs) < len(items) or len(times) != 1 or not SECONDS.fullmatch(times[0]):
        raise Unauthenticated("the header stripe-signature is malformed")
    return times[0], [found for name, found in pairs if name == "v1"]
