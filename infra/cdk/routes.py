"""The routes of the REST API, read from the Chalice app that serves them."""

import importlib
from dataclasses import dataclass

HEALTH = ("GET", "/health")
SLACK_EVENTS = ("POST", "/slack/events")
AIRTABLE = ("POST", "/airtable/{tenant}")
SLACK_INTERACTIONS = ("POST", "/slack/interactions")


@dataclass(frozen=True, slots=True)
class Route:
    """A method of a path, and whether it is answered without a credential."""

    method: str
    path: str

    @property
    def is_open(self) -> bool:
        return (self.method, self.path) in {HEALTH, SLACK_EVENTS, SLACK_INTERACTIONS, AIRTABLE}


def app_routes() -> list[Route]:
    """Return the routes that the function ``api`` serves."""
    routes = importlib.import_module("functions.api.handler").app.routes
    return [Route(method, path) for path in sorted(routes) for method in sorted(routes[path])]
