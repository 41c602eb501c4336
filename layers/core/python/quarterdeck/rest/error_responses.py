"""How a route may refuse, for its description: by what it asks of its callers."""

from typing import Any

from quarterdeck.rest.endpoint import Endpoint

MEANINGS = {
    "400": "The body or the query breaks a rule; `errors` says where",
    "401": "No valid credential",
    "403": "The credential does not have the permission",
    "404": "The organisation has no such thing",
    "409": "The state of the thing, or another request under way, forbids it",
    "413": "The body is too large",
    "415": "The body is not `application/json`",
    "429": "Too many requests; `Retry-After` says when to come back",
    "503": "Something that this depends on does not answer; trying again may help",
}


def errors_of(endpoint: Endpoint) -> dict[str, Any]:
    """Return the responses of all errors that callers should be ready for, by status."""
    found = {"429", "503"}
    found |= {"401", "403"} if endpoint.may else set()
    found |= {"400", "413", "415"} if endpoint.body else set()
    found |= {"400"} if endpoint.query else set()
    found |= {"404"} if "{" in endpoint.path else set()
    found |= {"409"} if endpoint.method != "GET" else set()
    return {status: {"$ref": f"#/components/responses/{status}"} for status in sorted(found)} | {
        "default": {"$ref": "#/components/responses/default"}
    }


def components(problem: str) -> dict[str, Any]:
    """Return the component of each of them; ``problem`` refers to the schema of problem details."""
    content = {"application/problem+json": {"schema": {"$ref": problem}}}
    meanings = MEANINGS | {"default": "What went wrong"}
    return {status: {"description": meaning, "content": content} for status, meaning in meanings.items()}
