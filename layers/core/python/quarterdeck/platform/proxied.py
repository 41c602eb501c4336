"""Requests as API Gateway passes them on, and what it makes answers of. Light imports only."""

import json
from base64 import b64decode
from collections.abc import Mapping
from typing import Any

from quarterdeck.kernel.errors import QuarterdeckError
from quarterdeck.platform.edge import SECURITY


def raw_body(event: Mapping[str, Any]) -> bytes:
    """Return the very bytes that were sent, which their sender signed."""
    raw: str = event.get("body") or ""
    return b64decode(raw) if event.get("isBase64Encoded") else raw.encode()


def reply(status: int, body: str, media_type: str) -> dict[str, Any]:
    """Return the answer with this body."""
    return {"statusCode": status, "headers": {**SECURITY, "Content-Type": media_type}, "body": body}


def refusal(error: QuarterdeckError) -> dict[str, Any]:
    """Return the error as problem details."""
    return reply(error.status, json.dumps(error.problem()), "application/problem+json")
