"""The Chalice app of all routes: it only routes, and the infrastructure is made from its endpoints."""

from collections.abc import Callable

from chalice.app import Chalice, Request, Response

from quarterdeck.rest import (
    audit,
    auth,
    description,
    exports,
    feedback,
    health,
    keys,
    knowledge,
    meetings,
    members,
    organisations,
    people,
    protection,
    questions,
    signup,
    tickets,
    webhooks,
)
from quarterdeck.rest.docs_page import PAGES
from quarterdeck.rest.edge import edge, preflight
from quarterdeck.rest.endpoint import Endpoint
from quarterdeck.rest.serving import serve

ENDPOINTS: tuple[Endpoint, ...] = tuple(
    endpoint
    for subject in (
        health,
        description,
        signup,
        auth,
        keys,
        organisations,
        members,
        questions,
        tickets,
        feedback,
        people,
        meetings,
        protection,
        exports,
        knowledge,
        webhooks,
        audit,
    )
    for endpoint in subject.ROUTES.endpoints
)

DESCRIBED: tuple[Endpoint, ...] = (*ENDPOINTS, health.READY)
"""Those, and what a function of its own serves."""

ELSEWHERE = (health, description, questions, tickets, feedback, people, meetings, knowledge)
"""What pages of other origins may do, where some are listed: ask and look. Managing is for our own pages."""

PATHS: dict[str, list[str]] = {}
"""The methods of each path that pages elsewhere may call."""
for each in (endpoint for subject in ELSEWHERE for endpoint in subject.ROUTES.endpoints):
    PATHS.setdefault(each.path, []).append(each.method)


def rest_app() -> Chalice:
    """Return an app that serves every endpoint."""
    app = Chalice(app_name="quarterdeck", configure_logs=False)
    for endpoint in ENDPOINTS:
        app.route(endpoint.path, methods=[endpoint.method], name=f"{endpoint.method} {endpoint.path}")(
            _view(app, endpoint)
        )
    for path, methods in PATHS.items():
        app.route(path, methods=["OPTIONS"], name=f"OPTIONS {path}")(_preflight(app, methods))
    for path, page in PAGES.items():
        app.route(path, methods=["GET"], name=path)(page)
    app.register_middleware(edge, "http")
    return app


def _preflight(app: Chalice, methods: list[str]) -> Callable[..., Response]:
    def told(**_parameters: str) -> Response:
        return preflight(_request(app), [*methods, "OPTIONS"])

    return told


def _view(app: Chalice, endpoint: Endpoint) -> Callable[..., Response]:
    def served(**parameters: str) -> Response:
        return serve(endpoint, _request(app), parameters)

    return served


def _request(app: Chalice) -> Request:
    if app.current_request is None:
        raise LookupError("there is a request only while a route is being served")
    return app.current_request
