"""Airtable's webhook: verify, acknowledge, and leave the sync to the machine."""

import json
from base64 import b64decode
from typing import Any

from quarterdeck.bootstrap.knowledge import airtable_door
from quarterdeck.kernel.errors import QuarterdeckError
from quarterdeck.kernel.observability import bind, logger


def handler(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """Return 204; 401 for a signature that isn't the webhook's, 400 for a body that is no notification."""
    request_id = event["requestContext"]["requestId"]
    bind(correlation_id=request_id, stage="airtable")
    raw = event.get("body") or ""
    body = b64decode(raw) if event.get("isBase64Encoded") else raw.encode()
    tenant = event["pathParameters"]["tenant"]
    try:
        airtable_door().notify(tenant, event.get("headers") or {}, body, request_id)
    except QuarterdeckError as error:
        logger.info("refused", extra={"status": error.status, "problem": type(error).__name__})
        headers = {"Content-Type": "application/problem+json"}
        return {"statusCode": error.status, "headers": headers, "body": json.dumps(error.problem())}
    bind(tenant=tenant, correlation_id=request_id, stage="airtable")
    logger.info("sync started")
    return {"statusCode": 204, "body": ""}
