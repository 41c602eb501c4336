"""What a route is: its method and path, who may take it, what it accepts, and the view that answers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel

from quarterdeck.bootstrap.shared import CLOCK
from quarterdeck.contexts.identity.change import Occasion
from quarterdeck.contexts.identity.model import Caller
from quarterdeck.contexts.identity.permissions import Permission
from quarterdeck.kernel.errors import InvalidInput
from quarterdeck.kernel.tenancy import TenantId

MOST = 100

View = Callable[..., "Reply"]


@dataclass(frozen=True, slots=True)
class Call:
    """One authorized request, as views see it."""

    caller: Caller
    correlation_id: str
    query: Mapping[str, str]
    headers: Mapping[str, str]

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
    """What a view answers: a JSON-ready body and its status."""

    body: dict[str, Any]
    status: int = 200


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A route. Without ``may`` it is open to everybody; with a ``body`` its JSON is checked against that model.

    The view is called with the ``Call`` unless the route is open, then with the body if it has one, and with the path's
    parameters by name.
    """

    method: str
    path: str
    view: View
    may: Permission | None
    body: type[BaseModel] | None = None


@dataclass(frozen=True, slots=True)
class Routes:
    """The routes of one subject."""

    endpoints: list[Endpoint] = field(default_factory=list)

    def add(
        self, method: str, path: str, may: Permission | None, body: type[BaseModel] | None = None
    ) -> Callable[[View], View]:
        """Register the decorated view."""

        def register(view: View) -> View:
            self.endpoints.append(Endpoint(method, path, view, may, body))
            return view

        return register
