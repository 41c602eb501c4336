"""What a route is: its method and path, who may take it, what it accepts, and the view that answers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, get_type_hints

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from quarterdeck.bootstrap.audit import origins
from quarterdeck.bootstrap.shared import CLOCK
from quarterdeck.contexts.identity.change import Occasion
from quarterdeck.contexts.identity.model import Caller
from quarterdeck.contexts.identity.permissions import Permission
from quarterdeck.kernel.tenancy import TenantId
from quarterdeck.platform.audit.model import Actor
from quarterdeck.platform.limits.policy import LimitClass
from quarterdeck.rest.body import MOST_BYTES

Answering = Callable[..., BaseModel]


@dataclass(frozen=True, slots=True)
class Call:
    """One authorized request, as views see it."""

    caller: Caller
    correlation_id: str
    headers: Mapping[str, str]
    source_ip: str = ""

    @property
    def tenant(self) -> TenantId:
        return self.caller.tenant

    @property
    def actor(self) -> Actor:
        """Who calls, for the audit trail."""
        origin = origins().of(self.tenant, self.source_ip, self.headers.get("user-agent", ""))
        return Actor(self.tenant, self.caller.subject, self.correlation_id, "api", origin)

    @property
    def occasion(self) -> Occasion:
        """When and in which request the caller changes who is who."""
        return Occasion(CLOCK.now(), self.correlation_id)


class Page(BaseModel):
    """Which page of a list: up to ``limit`` entries after the one that the page before named as ``before``."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    limit: Annotated[int, Field(ge=1, le=100)] = 20
    before: Annotated[str, StringConstraints(max_length=200)] | None = None


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A route: it answers with ``status`` and a body of ``gives``, a model or a union of them.

    Without ``may`` it is open to everybody. The view is called with the ``Call`` unless the route is open, then with
    what the query string and the JSON body say, each checked against its model, and with the path's parameters by name.

    ``limit`` is the class of limits that its callers have; an open route has API Gateway's throttle alone.
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

    @property
    def name(self) -> str:
        """What documentation calls it: its subject and its view."""
        return f"{self.view.__module__.rpartition('.')[2]}.{self.view.__name__}"


@dataclass(frozen=True, slots=True)
class Routes:
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
            gives = get_type_hints(view)["return"]
            self.endpoints.append(
                Endpoint(method, path, view, may, gives, body, query, status, kind, most_bytes)
            )
            return view

        return register
