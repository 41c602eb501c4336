"""The Chalice app of all routes: it only routes, and takes in the routes of a place at the first request there."""

from collections.abc import Callable
from typing import Any

from chalice.app import Chalice, Request, Response

from quarterdeck.rest.edge import edge, preflight
from quarterdeck.rest.endpoint import Endpoint
from quarterdeck.rest.serving import serve
from quarterdeck.rest.subjects import DOCS, ELSEWHERE, at, endpoints, methods, place


class RestApp(Chalice):
    """Serves every endpoint, and the pages that describe them."""

    def __init__(self) -> None:
        super().__init__(app_name="quarterdeck", configure_logs=False)
        self.register_middleware(edge, "http")
        self._taken_in: set[str] = set()

    def __call__(self, event: dict[str, Any], context: object) -> dict[str, Any]:
        self.take_in(place(event["requestContext"]["resourcePath"]))
        answer: dict[str, Any] = super().__call__(event, context)
        return answer

    def take_in(self, where: str) -> None:
        """Route what begins at the place; once is enough."""
        if where in self._taken_in:
            return
        for subject in at(where):
            self._route(subject, where)
        if where == DOCS:
            self._route_pages()
        self._taken_in.add(where)

    def _route(self, subject: str, where: str) -> None:
        found = [endpoint for endpoint in endpoints(subject) if place(endpoint.path) == where]
        for endpoint in found:
            self._add(endpoint.method, endpoint.path, self._view(endpoint))
        if subject in ELSEWHERE:
            for path, called in methods(found).items():
                self._add("OPTIONS", path, self._preflight(called))

    def _route_pages(self) -> None:
        from quarterdeck.rest.docs_page import PAGES  # noqa: PLC0415 - few look at them

        for path, page in PAGES.items():
            self._add("GET", path, page)

    def _add(self, method: str, path: str, view: Callable[..., Response]) -> None:
        self.route(path, methods=[method], name=f"{method} {path}")(view)

    def _preflight(self, called: list[str]) -> Callable[..., Response]:
        def told(**_parameters: str) -> Response:
            return preflight(self._request(), [*called, "OPTIONS"])

        return told

    def _view(self, endpoint: Endpoint) -> Callable[..., Response]:
        def served(**parameters: str) -> Response:
            return serve(endpoint, self._request(), parameters)

        return served

    def _request(self) -> Request:
        if self.current_request is None:
            raise LookupError("there is a request only while a route is being served")
        return self.current_request
