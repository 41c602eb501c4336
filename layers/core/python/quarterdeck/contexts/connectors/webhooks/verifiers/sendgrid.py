"""SendGrid's signed event webhook.

https://www.twilio.com/docs/sendgrid/for-developers/tracking-events/getting-started-event-webhook-security-features
"""

from base64 import b64decode, b64encode
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from quarterdeck.contexts.connectors.webhooks.bodies import batch, common, digest, text
from quarterdeck.contexts.connectors.webhooks.model import Request, Verified
from quarterdeck.contexts.connectors.webhooks.signing import SECONDS, check_age, header
from quarterdeck.kernel.errors import Unauthenticated

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey


def verify(request: Request, secrets: Sequence[str], now: datetime) -> Verified:
    """Check ECDSA on P-256 with SHA-256 over ``{timestamp}{body}``; the secrets are public keys, base64 of DER."""
    timestamp = header(request, "x-twilio-email-event-webhook-timestamp", SECONDS)
    check_age(int(timestamp), now)
    signature = _decoded(header(request, "x-twilio-email-event-webhook-signature"))
    message = timestamp.encode() + request.body
    if not any(_is_signed(key, signature, message) for key in secrets):
        raise Unauthenticated("the signature does not match the request")
    return _verified(request.body)


def _verified(body: bytes) -> Verified:
    """Name the batch by its events' ids, which stay the same however they are sent."""
    events = batch(body)
    ids = sorted(text(each, "sg_event_id") for each in events)
    return Verified(digest(*ids) if ids and all(ids) else digest(body), common(events, "event"))


def _decoded(value: str) -> bytes:
    try:
        signature = b64decode(value, validate=True)
    except ValueError:
        raise Unauthenticated("the signature is malformed") from None
    if b64encode(signature).decode() != value:
        raise Unauthenticated("the signature has bits in its base64 that say nothing")
    return signature


def is_key(secret: str) -> bool:
    """Tell whether the base64 is that of a public key on a curve."""
    return _public(secret) is not None


def _public(key: str) -> "EllipticCurvePublicKey | None":
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey  # noqa: PLC0415 - 70 ms, here alone
    from cryptography.hazmat.primitives.serialization import load_der_public_key  # noqa: PLC0415

    try:
        found = load_der_public_key(b64decode(key))
    except ValueError:
        return None
    return found if isinstance(found, EllipticCurvePublicKey) else None


def _is_signed(key: str, signature: bytes, message: bytes) -> bool:
    from cryptography.exceptions import InvalidSignature  # noqa: PLC0415
    from cryptography.hazmat.primitives.asymmetric.ec import ECDSA  # noqa: PLC0415
    from cryptography.hazmat.primitives.hashes import SHA256  # noqa: PLC0415

    public = _public(key)
    if public is None:
        return False
    try:
        public.verify(signature, message, ECDSA(SHA256()))
    except InvalidSignature:
        return False
    return True
