"""Slack's requests as API Gateway passes them on, and the answers to them."""

import json
from base64 import b64decode
from collections.abc import Mapping
from typing import Any


def raw_body(event: Mapping[str, Any]) -> bytes:
    """Return the very bytes that Slack signed."""
    raw: str = event.get("body") or ""
    return b64decode(raw) if event.get("isBase64Encoded") else raw.encode()


def answer(status: int, body: Mapping[str, Any]) -> dict[str, Any]:
    """Return the answer with the JSON body; an empty one for an empty object, as Slack wants it to close a form."""
    text = json.dumps(body) if body else ""
    return {"statusCode": status, "headers": {"Content-Type": "application/json"}, "body": text}
