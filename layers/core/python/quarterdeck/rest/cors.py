"""Which pages of other origins may call the API (https://fetch.spec.whatwg.org/#http-cors-protocol).

An origin is allowed by its exact text, so no variant of an allowed one is: browsers send it in one form only.
"""

from collections.abc import Collection, Mapping

METHODS = "GET, POST, PUT, DELETE, OPTIONS"
REQUEST_HEADERS = "Authorization, Content-Type, Idempotency-Key, X-CSRF-Token, X-Tenant"
READABLE = "Retry-After, RateLimit, RateLimit-Policy"
REMEMBERED_SECONDS = 7200
"""Chromium remembers a preflight for two hours at most."""


def cors_headers(origin: str | None, origins: Collection[str]) -> dict[str, str]:
    """Return what the answer says to a page of the origin: nothing to one that isn't allowed.

    What is said depends on the origin, so that caches are always told.
    """
    if origin is None or origin not in origins:
        return {"Vary": "Origin"}
    return {
        "Access-Control-Allow-Credentials": "true",
        "Access-Control-Allow-Origin": origin,
        "Access-Control-Expose-Headers": READABLE,
        "Vary": "Origin",
    }


def preflight_headers(headers: Mapping[str, str], origins: Collection[str]) -> dict[str, str]:
    """Return the answer to a preflight: what an allowed origin's page may send."""
    said = cors_headers(headers.get("origin"), origins)
    if "Access-Control-Allow-Origin" not in said:
        return said
    return said | {
        "Access-Control-Allow-Headers": REQUEST_HEADERS,
        "Access-Control-Allow-Methods": METHODS,
        "Access-Control-Max-Age": str(REMEMBERED_SECONDS),
    }
