"""GitHub: https://docs.github.com/webhooks/using-webhooks/validating-webhook-deliveries.

Neither the delivery's id nor the event's name is signed: the body alone says which event it is. The name is passed on
as it came, and only if it looks like one.
"""

import re
from collections.abc import Sequence
from datetime import datetime

from quarterdeck.contexts.connectors.webhooks.bodies import digest
from quarterdeck.contexts.connectors.webhooks.model import Request, Verified
from quarterdeck.contexts.connectors.webhooks.signing import check_match, header, hmac_hex

_SIGNATURE = re.compile(r"sha256=[0-9a-f]{64}")
_NAME = re.compile(r"[a-z_]{1,60}")


def verify(request: Request, secrets: Sequence[str], now: datetime) -> Verified:  # noqa: ARG001 - no time is signed
    """Check ``X-Hub-Signature-256``: HMAC-SHA256 over the body; the older SHA-1 is not looked at."""
    given = header(request, "x-hub-signature-256", _SIGNATURE)
    check_match([given], [f"sha256={hmac_hex(secret, request.body)}" for secret in secrets])
    name = request.headers.get("x-github-event", "")
    return Verified(digest(request.body), name if _NAME.fullmatch(name) else "")
