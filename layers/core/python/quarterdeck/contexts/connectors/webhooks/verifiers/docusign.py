"""DocuSign Connect: https://developers.docusign.com/platform/webhooks/connect/hmac/."""

from collections.abc import Sequence
from datetime import datetime

from quarterdeck.contexts.connectors.webhooks.bodies import digest_without, fields, text
from quarterdeck.contexts.connectors.webhooks.model import Request, Verified
from quarterdeck.contexts.connectors.webhooks.signing import check_match, hmac_base64
from quarterdeck.kernel.errors import Unauthenticated

MOST = 100
CHANGING = {"retryCount"}


def verify(request: Request, secrets: Sequence[str], now: datetime) -> Verified:  # noqa: ARG001 - no time is signed
    """Check any ``X-DocuSign-Signature-N``, one for each of the account's keys: base64 HMAC-SHA256 over the body."""
    names = (f"x-docusign-signature-{number}" for number in range(1, MOST + 1))
    given = [request.headers[name] for name in names if name in request.headers]
    if not given:
        raise Unauthenticated("the header x-docusign-signature-1 is missing")
    check_match(given, [hmac_base64(secret, request.body) for secret in secrets])
    return Verified(digest_without(request.body, CHANGING), text(fields(request.body), "event"))
