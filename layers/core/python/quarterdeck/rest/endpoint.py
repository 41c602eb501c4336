"""What a route is: its method and path, who may take it, what it accepts, and the view that answers."""

from collections.abc import Callable, Mapping
from typing import Annotated, Any, Generic, TypeVar, get_args, get_origin, get_type_hints

from msgspec import Struct, field
from pydantic import BaseModel, ConfigDict, Field, RootModel, StringConstraints

from quarterdeck.bootstrap.audit import origins
from quarterdeck.bootstrap.shared import CLOCK
from quarterdeck.contexts.identity.access import Access
from quarterdeck.contexts.identity.model import Caller
from quarterdeck.contexts.identity.occasion import Occasion
from quarterdeck.contexts.identity.permissions import Permission
from quarterdeck.kernel.tenancy import TenantId
from quarterdeck.platform.audit.model import Actor
from quarterdeck.platform.http import Headers
from quarterdeck.platform.limits.policy import LimitClass
from quarterdeck.rest.body import MOST_BYTES

Body = TypeVar("Body", bound=BaseModel)


class With(Struct, Generic[Body], frozen=True):
    """A body with headers of its own."""

    body: Body
    headers: Headers


class Html(RootModel[str]):
    """A page."""


Answering = Callable[..., BaseModel | With[Any]]


class Visit(Struct, frozen=True):
    """One request of whoever makes it, as views of open routes see it."""

    correlation_id: str
    headers: Mapping[str, str]
    source_ip: str = ""
    agent: str = ""

    @property
    def occasion(self) -> Occasion:
        """When and in which request something is done."""
        return Occasion(CLOCK.now(), self.correlation_id, origin=self.origin)

    def origin(self, tenant: TenantId) -> str:
        """Return where the request comes from, as the tenant's audit trail has it."""
        return origins().of(tenant, self.source_ip, self.agent)


class Call(Struct, frozen=True):
    """One authorized request, as views see it."""

    access: Access
    visit: Visit

    @property
    def caller(self) -> Caller:
        return self.access.caller

    @property
    def tenant(self) -> TenantId:
        return self.caller.tenant

    @property
    def correlation_id(self) -> str:
        return self.visit.correlation_id

    @property
    def headers(self) -> Mapping[str, str]:
        return self.visit.headers

    @property
    def occasion(self) -> Occasion:
        """When and in which request the caller changes who is who."""
        return self.visit.occasion

    @property
    def actor(self) -> Actor:
        """Who calls, for the audit trail."""
        origin = self.visit.origin(self.tenant)
        return Actor(self.tenant, self.caller.subject, self.correlation_id, "api", origin)


class Page(BaseModel):
    """Which page of a list: up to ``limit`` entries after the one that the page before named as ``before``."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    limit: Annotated[int, Field(ge=1, le=100)] = 20
    before: Annotated[str, StringConstraints(max_length=200)] | None = None


class Endpoint(Struct, frozen=True):
    """A route: it answers with ``status`` and a body of ``gives``, a model or a union of them.

    Without ``may`` it is open to everybody. The view is called with the ``Call``, or on an open route with the
    ``Visit`` where it takes one, then with what the query string and the JSON body say, each checked against its
    model, and with the path's parameters by name.

    ``limit`` is the class of limits that its callers have, on an open route each address;
    what only reads is free there.
    """

    method: str
    path: str
    view: Answering
    may: Permission | None
    gives: Any
    body: type[BaseModel] | None = None
    query: type[BaseModel] | None = None
    status: int = 200
    limit: LimitClass = LimitClass.READ
    most_bytes: int = MOST_BYTES
    visited: bool = False

    @property
    def media(self) -> str:
        """The type of what it gives."""
        return "text/html" if self.gives is Html else "application/json"

    @property
    def name(self) -> str:
        """What documentation calls it: its subject and its view."""
        return f"{self.view.__module__.rpartition('.')[2]}.{self.view.__name__}"


class Routes(Struct, frozen=True):
    """The routes of one subject."""

    endpoints: list[Endpoint] = field(default_factory=list)

    def add(  # noqa: PLR0913 - what a route is
        self,
        method: str,
        path: str,
        may: Permission | None,
        *,
        body: type[BaseModel] | None = None,
        query: type[BaseModel] | None = None,
        status: int = 200,
        limit: LimitClass | None = None,
        most_bytes: int = MOST_BYTES,
    ) -> Callable[[Answering], Answering]:
        """Register the decorated view, which answers with what it is annotated to return.

        Without a ``limit``, what only reads has the limits of that, and the rest those of managing.
        """
        kind = limit or (LimitClass.READ if method == "GET" else LimitClass.MANAGE)

        def register(view: Answering) -> Answering:
            hints = get_type_hints(view)
            gives, visited = hints.pop("return"), Visit in hints.values()
            gives = get_args(gives)[0] if get_origin(gives) is With else gives
            self.endpoints.append(
                Endpoint(method, path, view, may, gives, body, query, status, kind, most_bytes, visited)
            )
            return view

        return register
