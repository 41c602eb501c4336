"""Requests as API Gateway's proxy integration passes them on (payload 1.0)."""

from collections.abc import Mapping
from typing import Any

JSON = {"Content-Type": "application/json"}


def proxied(
    method: str = "POST",
    path: str = "/",
    body: str | None = "",
    *,
    headers: Mapping[str, str] = JSON,
    query: dict[str, list[str]] | None = None,
    **context: Any,
) -> dict[str, Any]:
    """Return the event of the request; ``context`` is what else its request context has or has otherwise."""
    return {
        "multiValueQueryStringParameters": query,
        "headers": dict(headers),
        "pathParameters": {},
        "requestContext": {
            "httpMethod": method,
            "resourcePath": path,
            "requestId": "request-1",
            "identity": {"sourceIp": "192.0.2.1", "userAgent": "test/1"},
        }
        | context,
        "body": body,
        "stageVariables": None,
        "isBase64Encoded": False,
    }
