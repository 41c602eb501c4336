"""Whether the API lives."""

from typing import Literal

from quarterdeck.platform.http import View
from quarterdeck.rest.endpoint import Routes

ROUTES = Routes()


class HealthView(View):
    """The API lives."""

    status: Literal["ok"] = "ok"


@ROUTES.add("GET", "/health", None)
def health() -> HealthView:
    """Tell that the API lives."""
    return HealthView()
