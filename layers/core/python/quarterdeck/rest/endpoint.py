"""What a route is: its method and path, who may take it, what it accepts, and the view that answers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel

from quarterdeck.bootstrap.shared import CLOCK
from quarterdeck.contexts.identity.access import Access
from quarterdeck.contexts.identity.change import Occasion
from quarterdeck.contexts.identity.model import Caller
from quarterdeck.contexts.identity.permissions import Permission
from quarterdeck.kernel.errors import InvalidInput
from quarterdeck.kernel.tenancy import TenantId
from quarterdeck.platform.http import Headers

MOST = 100

View = Callable[..., "Reply"]


@dataclass(frozen=True, slots=True)
class Visit:
    """One request of whoever makes it, as views of open routes see it."""

    correlation_id: str
    query: Mapping[str, str]
    headers: Mapping[str, str]

    @property
    def occasion(self) -> Occasion:
        """When and in which request something is done."""
        return Occasion(CLOCK.now(), self.correlation_id)


@dataclass(frozen=True, slots=True)
class Call:
    """One authorized request, as views see it."""

    access: Access
    correlation_id: str
    query: Mapping[str, str]
    headers: Mapping[str, str]

    @property
    def caller(self) -> Caller:
        return self.access.caller

    @property
    def tenant(self) -> TenantId:
        return self.caller.tenant

    @property
    def occasion(self) -> Occasion:
        """When and in which request the caller changes who is who."""
        return Occasion(CLOCK.now(), self.correlation_id)

    @property
    def before(self) -> str | None:
        """Where the page before ended."""
        return self.query.get("before")

    @property
    def limit(self) -> int:
        """How many entries a page may have.

        Raises:
            InvalidInput: the query asks for none, too many, or something else.
        """
        text = self.query.get("limit") or "20"
        if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= MOST:
            raise InvalidInput(f"limit must be a whole number from 1 to {MOST}", field="limit")
        return int(text)


@dataclass(frozen=True, slots=True)
class Reply:
    """What a view answers: a JSON-ready body (or a text of the type that a header says), its status and headers."""

    body: dict[str, Any] | str
    status: int = 200
    headers: Headers = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A route. Without ``may`` it is open to everybody; with a ``body`` its JSON is checked against that model.

    The view is called with the ``Call`` unless the route is open (then with the ``Visit`` if it is ``visited``), then
    with the body if it has one, and with the path's parameters by name.
    """

    method: str
    path: str
    view: View
    may: Permission | None
    body: type[BaseModel] | None = None
    visited: bool = False


@dataclass(frozen=True, slots=True)
class Routes:
    """The routes of one subject."""

    endpoints: list[Endpoint] = field(default_factory=list)

    def add(
        self, method: str, path: str, may: Permission | None, body: type[BaseModel] | None = None
    ) -> Callable[[View], View]:
        """Register the decorated view."""
        return self._register(lambda view: Endpoint(method, path, view, may, body))

    def visit(self, method: str, path: str, body: type[BaseModel] | None = None) -> Callable[[View], View]:
        """Register the decorated view of an open route that looks at the request itself."""
        return self._register(lambda view: Endpoint(method, path, view, None, body, visited=True))

    def _register(self, made: Callable[[View], Endpoint]) -> Callable[[View], View]:
        def register(view: View) -> View:
            self.endpoints.append(made(view))
            return view

        return register
