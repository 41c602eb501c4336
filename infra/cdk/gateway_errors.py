"""What API Gateway answers when a request reaches no function: problem details (RFC 9457), like the API's own."""

import json
from collections.abc import Collection

from aws_cdk import aws_apigateway as apigateway

from quarterdeck.platform.edge import SECURITY
from quarterdeck.rest.cors import cors_headers

AGAIN = "Try again in a moment."
# Response type: status, kind (a class of quarterdeck.kernel.errors where one fits), title and detail.
PROBLEMS = {
    "UNAUTHORIZED": (401, "Unauthenticated", "Not authenticated", "A valid credential is needed."),
    "ACCESS_DENIED": (403, "Forbidden", "Not allowed", "The credential does not allow this."),
    "AUTHORIZER_FAILURE": (503, "Unavailable", "Temporarily unavailable", AGAIN),
    "MISSING_AUTHENTICATION_TOKEN": (404, "NotFound", "Not found", "No route has this method and path."),
    "REQUEST_TOO_LARGE": (413, "TooLarge", "Too large", "A request may have 10 MB."),
    "THROTTLED": (429, "TooMany", "Too many requests", AGAIN),
    "INTEGRATION_FAILURE": (502, "Unavailable", "Temporarily unavailable", AGAIN),
    "INTEGRATION_TIMEOUT": (504, "Unavailable", "Temporarily unavailable", AGAIN),
    "DEFAULT_4XX": (None, "Request", "Invalid request", "The request could not be read."),
    "DEFAULT_5XX": (None, "Internal", "Internal error", "Something went wrong on our side."),
}


def add_gateway_errors(api: apigateway.RestApi, origins: Collection[str]) -> None:
    """Give the API these answers. The default ones keep API Gateway's status and don't repeat it.

    API Gateway can say the same origin always, or none: pages can read these errors where one origin is allowed.
    """
    only = next(iter(origins)) if len(origins) == 1 else None
    headers = {"Content-Type": "application/problem+json", **SECURITY, **cors_headers(only, origins)}
    for response_type, (status, kind, title, detail) in PROBLEMS.items():
        body: dict[str, object] = {"type": f"urn:quarterdeck:{kind}", "title": title, "detail": detail}
        if status:
            body["status"] = status
        api.add_gateway_response(
            response_type,
            type=apigateway.ResponseType.of(response_type),
            status_code=str(status) if status else None,
            response_headers={name: _literal(value) for name, value in headers.items()},
            templates={"application/json": json.dumps(body)},
        )


def _literal(value: str) -> str:
    """Return the value between API Gateway's quotes, which can't be in it.

    To a browser a directive without any source says the same as one with 'none':
    https://www.w3.org/TR/CSP3/#match-url-to-source-list
    """
    return "'" + value.replace(" 'none'", "") + "'"
