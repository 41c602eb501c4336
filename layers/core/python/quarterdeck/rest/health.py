"""Whether the API lives, and whether what it depends on answers."""

from datetime import datetime
from typing import Literal

from quarterdeck.bootstrap.readiness import readiness
from quarterdeck.kernel.errors import Unavailable
from quarterdeck.platform.http import View
from quarterdeck.rest.endpoint import Endpoint, Routes

ROUTES = Routes()


class HealthView(View):
    """The API lives."""

    status: Literal["ok"] = "ok"


class ReadyView(View):
    """All that answers depend on answered at that time."""

    status: Literal["ready"] = "ready"
    at: datetime
    dependencies: list[str]


@ROUTES.add("GET", "/health", None)
def health() -> HealthView:
    """Tell that the API lives."""
    return HealthView()


def ready() -> ReadyView:
    """Tell whether all that answers depend on answers; it looks every five seconds."""
    report = readiness().report()
    if report.down:
        raise Unavailable(f"no answer from: {', '.join(report.down)}")
    return ReadyView(at=report.at, dependencies=sorted(report.answered))


READY = Endpoint("GET", "/health/ready", ready, None, ReadyView)
"""Served by a function of its own, as no other may look at all of them."""
