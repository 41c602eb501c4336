"""The subjects of the API: modules of this room with ``ROUTES``, and the places where their paths begin.

A subject is imported when a request first asks for a place of it: all of them take longer to import than a request may
wait.
"""

from collections.abc import Iterable
from importlib import import_module

from quarterdeck.rest.endpoint import Endpoint, Routes

SUBJECTS: dict[str, tuple[str, ...]] = {
    "health": ("/health",),
    "description": ("/v1/openapi.json",),
    "signup": ("/v1/signup", "/v1/invitations"),
    "auth": ("/auth", "/v1/sessions"),
    "keys": ("/v1/keys",),
    "organisations": ("/v1/organisation", "/v1/organisations"),
    "members": ("/v1/members", "/v1/invitations"),
    "questions": ("/v1/questions", "/v1/runs"),
    "tickets": ("/v1/tickets",),
    "feedback": ("/v1/runs", "/v1/examples"),
    "people": ("/v1/me",),
    "meetings": ("/v1/meetings", "/v1/companies", "/v1/settings"),
    "protection": ("/v1/meetings", "/v1/erasures", "/v1/receipts"),
    "exports": ("/v1/exports",),
    "knowledge": ("/v1/knowledge",),
    "webhooks": ("/v1/webhooks",),
    "audit": ("/v1/audit",),
}

ELSEWHERE = frozenset("health description questions tickets feedback people meetings knowledge".split())
"""What pages of other origins may do, where some are listed: ask and look. Managing is for our own pages."""

DOCS = "/v1/docs"
"""Where the pages are that describe the API to people."""


def place(path: str) -> str:
    """Return where the path begins: its first part, and the second of what has a version."""
    parts = path.split("/")
    return "/".join(parts[: 3 if path.startswith("/v1/") else 2])


def at(where: str) -> list[str]:
    """Return the subjects with paths that begin at the place."""
    return [name for name, places in SUBJECTS.items() if where in places]


def endpoints(subject: str) -> list[Endpoint]:
    """Return what the subject's module serves."""
    routes: Routes = import_module(f"{__package__}.{subject}").ROUTES
    return routes.endpoints


def methods(of: Iterable[Endpoint]) -> dict[str, list[str]]:
    """Return the methods of each path of the endpoints."""
    found: dict[str, list[str]] = {}
    for endpoint in of:
        found.setdefault(endpoint.path, []).append(endpoint.method)
    return found
