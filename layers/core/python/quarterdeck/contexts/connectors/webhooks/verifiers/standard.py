"""Standard Webhooks, which many vendors follow: https://github.com/standard-webhooks/standard-webhooks.

The specification's own package takes the time from the system, so it can't serve here; the tests sign with it.
"""

import re
from base64 import b64decode
from collections.abc import Sequence
from datetime import datetime

from quarterdeck.contexts.connectors.webhooks.bodies import fields, text
from quarterdeck.contexts.connectors.webhooks.model import Request, Verified
from quarterdeck.contexts.connectors.webhooks.signing import (
    SECONDS,
    check_age,
    check_match,
    header,
    hmac_base64,
)

MOST = 16
_ID = re.compile(r"[!-~]{1,200}")


def verify(request: Request, secrets: Sequence[str], now: datetime) -> Verified:
    """Check any ``v1,`` signature: base64 HMAC-SHA256 over ``{id}.{timestamp}.{body}``."""
    message_id = header(request, "webhook-id", _ID)
    timestamp = header(request, "webhook-timestamp", SECONDS)
    check_age(int(timestamp), now)
    message = f"{message_id}.{timestamp}.".encode() + request.body
    given = header(request, "webhook-signature").split(" ", MOST)
    check_match(given, [f"v1,{hmac_base64(_key(secret), message)}" for secret in secrets])
    return Verified(message_id, text(fields(request.body), "type"))


def _key(secret: str) -> bytes:
    return b64decode(secret.removeprefix("whsec_") + "==")
