"""Whether the API lives."""

from quarterdeck.rest.endpoint import Reply, Routes

ROUTES = Routes()


@ROUTES.add("GET", "/health", may=None)
def health() -> Reply:
    return Reply({"status": "ok"})
