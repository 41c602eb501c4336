"""What API Gateway answers when a request reaches no function: problem details (RFC 9457), like the API's own."""

import json

from aws_cdk import aws_apigateway as apigateway

# Response type: status, kind (a class of quarterdeck.kernel.errors where one fits) and title.
PROBLEMS = {
    "UNAUTHORIZED": (401, "Unauthenticated", "Not authenticated"),
    "ACCESS_DENIED": (403, "Forbidden", "Not allowed"),
    "AUTHORIZER_FAILURE": (503, "Unavailable", "Temporarily unavailable"),
    "MISSING_AUTHENTICATION_TOKEN": (404, "NotFound", "Not found"),
    "REQUEST_TOO_LARGE": (413, "TooLarge", "Too large"),
    "THROTTLED": (429, "TooMany", "Too many requests"),
    "INTEGRATION_FAILURE": (502, "Unavailable", "Temporarily unavailable"),
    "INTEGRATION_TIMEOUT": (504, "Unavailable", "Temporarily unavailable"),
    "DEFAULT_4XX": (None, "Request", "Invalid request"),
    "DEFAULT_5XX": (None, "Internal", "Internal error"),
}


def add_gateway_errors(api: apigateway.RestApi) -> None:
    """Give the API these answers. The default ones keep API Gateway's status and don't repeat it."""
    for response_type, (status, kind, title) in PROBLEMS.items():
        body: dict[str, object] = {"type": f"urn:quarterdeck:{kind}", "title": title}
        if status:
            body["status"] = status
        api.add_gateway_response(
            response_type,
            type=apigateway.ResponseType.of(response_type),
            status_code=str(status) if status else None,
            response_headers={"Content-Type": "'application/problem+json'"},
            templates={"application/json": json.dumps(body)},
        )
