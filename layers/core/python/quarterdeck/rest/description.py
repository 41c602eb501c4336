"""The API's own description."""

from functools import cache
from typing import Any

from pydantic import RootModel

from quarterdeck.rest.endpoint import Routes

ROUTES = Routes()


class OpenApi(RootModel[dict[str, Any]]):
    """An OpenAPI 3.1 document."""


@ROUTES.add("GET", "/v1/openapi.json", None)
def openapi() -> OpenApi:
    """Describe every route, as OpenAPI 3.1."""
    return OpenApi(_document())


@cache
def _document() -> dict[str, Any]:
    from quarterdeck.rest.endpoints import DESCRIBED  # noqa: PLC0415 - this route is one of them
    from quarterdeck.rest.openapi import document  # noqa: PLC0415 - nobody else needs it

    return document(DESCRIBED)
