"""The outer edge of the API: what every answer carries, preflights, and bodies that are no JSON."""

import os
from collections.abc import Callable

from chalice.app import Request, Response

from quarterdeck.kernel.errors import Unsupported
from quarterdeck.platform.edge import SECURITY
from quarterdeck.platform.http import PROBLEM, problem_of
from quarterdeck.rest.cors import cors_headers, preflight_headers

ACCEPTED = "application/json"


def edge(request: Request, answer: Callable[[Request], Response]) -> Response:
    """Return the answer with the headers of all answers; for Chalice, as its middleware."""
    response = _refused(request) or answer(request)
    said = cors_headers(request.headers.get("origin"), allowed_origins())
    response.headers = {**SECURITY, **said, **response.headers}
    return response


def preflight(request: Request, methods: list[str]) -> Response:
    """Tell which methods a path has, and what a page of an allowed origin may send there."""
    said = preflight_headers(request.headers, allowed_origins())
    return Response("", headers={"Allow": ", ".join(methods), **said}, status_code=204)


def allowed_origins() -> frozenset[str]:
    """Return the origins of the setting CORS_ORIGINS, a list with commas; usually there are none."""
    return frozenset(filter(None, os.environ.get("CORS_ORIGINS", "").split(",")))


def _refused(request: Request) -> Response | None:
    """Return 415 for a body that doesn't say it is JSON: a page's form can say only what isn't."""
    media_type = (request.headers.get("content-type") or "").partition(";")[0].strip().lower()
    if not request.raw_body or media_type == ACCEPTED:
        return None
    status, body = problem_of(Unsupported(f"a body must be {ACCEPTED}, and say so in Content-Type"))
    return Response(body, headers=PROBLEM, status_code=status)
