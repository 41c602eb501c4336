"""The routes of the REST API, read from the endpoints that serve them, and those that functions of their own serve."""

from dataclasses import dataclass

from quarterdeck.rest.docs_page import PAGES
from quarterdeck.rest.endpoints import ENDPOINTS, PATHS
from quarterdeck.rest.health import READY


@dataclass(frozen=True, slots=True)
class Route:
    """A method of a path, and whether it is answered without a credential."""

    method: str
    path: str
    is_open: bool


READINESS = Route("GET", READY.path, is_open=True)
SLACK_EVENTS = Route("POST", "/slack/events", is_open=True)
SLACK_INTERACTIONS = Route("POST", "/slack/interactions", is_open=True)
WEBHOOKS = Route("POST", "/webhooks/{vendor}/{endpoint}", is_open=True)


def app_routes(*, preflights: bool) -> list[Route]:
    """Return the routes that the function ``api`` serves, with those of preflights where pages elsewhere may call."""
    served = [Route(each.method, each.path, is_open=each.may is None) for each in ENDPOINTS]
    pages = [Route("GET", path, is_open=True) for path in PAGES]
    return [*served, *pages, *(Route("OPTIONS", path, is_open=True) for path in PATHS if preflights)]
