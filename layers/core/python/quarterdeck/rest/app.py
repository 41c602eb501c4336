"""The Chalice app of all routes: it only routes, and the infrastructure is made from its endpoints."""

from collections.abc import Callable

from chalice.app import Chalice, Response

from quarterdeck.rest import (
    audit,
    auth,
    description,
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
    webhooks,
)
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
        feedback,
        people,
        meetings,
        protection,
        knowledge,
        webhooks,
        audit,
    )
    for endpoint in subject.ROUTES.endpoints
)


def rest_app() -> Chalice:
    """Return an app that serves every endpoint."""
    app = Chalice(app_name="quarterdeck", configure_logs=False)
    for endpoint in ENDPOINTS:
        app.route(endpoint.path, methods=[endpoint.method], name=f"{endpoint.method} {endpoint.path}")(
            _view(app, endpoint)
        )
    return app


def _view(app: Chalice, endpoint: Endpoint) -> Callable[..., Response]:
    def served(**parameters: str) -> Response:
        if app.current_request is None:
            raise LookupError("there is a request only while a route is being served")
        return serve(endpoint, app.current_request, parameters)

    return served
