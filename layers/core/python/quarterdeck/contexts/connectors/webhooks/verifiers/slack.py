"""Slack: https://docs.slack.dev/authentication/verifying-requests-from-slack, by the verifier of the Slack doors."""

from collections.abc import Sequence
from datetime import datetime

from quarterdeck.contexts.connectors.webhooks.bodies import digest, fields, required_text, text
from quarterdeck.contexts.connectors.webhooks.model import Challenge, Reply, Request, Verified
from quarterdeck.kernel.errors import Unauthenticated
from quarterdeck.platform.slack.signature import verify as verify_signature


def verify(request: Request, secrets: Sequence[str], now: datetime) -> Verified | Challenge:
    """Check ``v0=`` HMAC-SHA256 over ``v0:{timestamp}:{body}`` with the app's signing secrets."""
    _check(request, secrets, now)
    body = fields(request.body)
    if body.get("type") == "url_verification":
        return Challenge(Reply(required_text(body, "challenge")))
    event = body.get("event")
    kind = text(event, "type") if isinstance(event, dict) else text(body, "type")
    return Verified(text(body, "event_id") or digest(request.body), kind)


def _check(request: Request, secrets: Sequence[str], now: datetime) -> None:
    refused = Unauthenticated("the endpoint has no signing secret")
    for secret in secrets:
        try:
            verify_signature(secret, request.headers, request.body, now)
        except Unauthenticated as error:
            refused = error
        else:
            return
    raise refused
