"""Slack as it calls us: signed deliveries of events, and of what people press and send."""

import hashlib
import hmac
import json
import time
import uuid
from typing import Any
from urllib.parse import urlencode

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


def deliver(
    cloud: Cloud, body: bytes, headers: dict[str, str] | None = None, *, patience: float = 30
) -> httpx.Response:
    return httpx.post(
        f"{cloud.url}/slack/events", content=body, headers=headers or signed(body), timeout=patience
    )


def pressed(message: dict[str, Any], button: dict[str, Any], *, home: str = SLACK_TEAM) -> dict[str, Any]:
    """Return the payload of a press of the message's button."""
    return _done(home) | {
        "type": "block_actions",
        "container": {"type": "message", "message_ts": message["ts"], "channel_id": message["channel"]},
        "message": {"ts": message["ts"]},
        "actions": [{key: button[key] for key in ("type", "action_id", "value")}],
    }


def sent(view: dict[str, Any], *, choice: str | None = None, words: str | None = None) -> dict[str, Any]:
    """Return the payload of the form, filled in."""
    option = {"value": choice} if choice else None
    select, text = (block["element"]["action_id"] for block in view["blocks"])
    values = {
        view["blocks"][0]["block_id"]: {select: {"type": "static_select", "selected_option": option}},
        view["blocks"][1]["block_id"]: {text: {"type": "plain_text_input", "value": words}},
    }
    kept = {key: view[key] for key in ("callback_id", "private_metadata")}
    return _done(SLACK_TEAM) | {"type": "view_submission", "view": kept | {"state": {"values": values}}}


def interact(cloud: Cloud, payload: dict[str, Any], headers: dict[str, str] | None = None) -> httpx.Response:
    body = urlencode({"payload": json.dumps(payload)}).encode()
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    signature = signed(body) if headers is None else headers
    return httpx.post(f"{cloud.url}/slack/interactions", content=body, headers=signature | form, timeout=30)


def _done(home: str) -> dict[str, Any]:
    user = {"id": "U1", "team_id": home}
    return {"team": {"id": SLACK_TEAM}, "user": user, "trigger_id": f"1.2.{uuid.uuid4().hex}"}
