"""Slack as it calls us: signed deliveries of events."""

import hashlib
import hmac
import json
import time

import httpx

from infra.local.cloud import SLACK_SECRET, SLACK_TEAM, Cloud


def event(event_id: str, text: str, *, channel: str = "C1", ts: str | None = None) -> bytes:
    """Return the body of a mention of the bot."""
    sent = ts or f"{int(time.time())}.000100"
    mention = {"type": "app_mention", "user": "U1", "text": f"<@UBOT> {text}", "ts": sent, "channel": channel}
    outer = {"type": "event_callback", "team_id": SLACK_TEAM, "event_id": event_id, "event": mention}
    return json.dumps(outer).encode()


def signed(
    body: bytes, *, secret: str = SLACK_SECRET["signing_secret"], at: float | None = None
) -> dict[str, str]:
    """Return the headers of a delivery: https://docs.slack.dev/authentication/verifying-requests-from-slack."""
    timestamp = str(int(at if at is not None else time.time()))
    digest = hmac.new(secret.encode(), f"v0:{timestamp}:".encode() + body, hashlib.sha256).hexdigest()
    return {
        "Content-Type": "application/json",
        "X-Slack-Request-Timestamp": timestamp,
        "X-Slack-Signature": f"v0={digest}",
    }


def deliver(cloud: Cloud, body: bytes, headers: dict[str, str] | None = None) -> httpx.Response:
    return httpx.post(f"{cloud.url}/slack/events", content=body, headers=headers or signed(body), timeout=30)
