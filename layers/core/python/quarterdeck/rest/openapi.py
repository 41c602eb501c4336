"""The API as OpenAPI 3.1, made from the endpoints and their models: what is served is what is described."""

import inspect
import re
from collections.abc import Iterable
from typing import Any

from pydantic import BaseModel, TypeAdapter
from pydantic.json_schema import models_json_schema

from quarterdeck.rest.endpoint import Endpoint
from quarterdeck.rest.error_responses import components, errors_of

VERSION = "1"
PROBLEM = {
    "type": "object",
    "description": "What went wrong, as RFC 9457 problem details.",
    "required": ["type", "title", "detail"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "field": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["field", "detail"],
                "properties": {"field": {"type": "string"}, "detail": {"type": "string"}},
            },
        },
    },
}
_REF = "#/components/schemas/{model}"
_PARAMETER = re.compile(r"\{(\w+)\}")


def document(endpoints: Iterable[Endpoint], server: str = "/") -> dict[str, Any]:
    """Return the OpenAPI document, JSON-ready; ``server`` is the URL that the paths are under."""
    served = sorted(endpoints, key=lambda each: (each.path, each.method))
    schemas = _schemas(served)
    paths: dict[str, dict[str, Any]] = {}
    for endpoint in served:
        paths.setdefault(endpoint.path, {})[endpoint.method.lower()] = _operation(endpoint)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Quarterdeck", "version": VERSION},
        "servers": [{"url": server}],
        "paths": paths,
        "components": {
            "responses": components(_ref("Problem")),
            "schemas": schemas | {"Problem": PROBLEM},
            "securitySchemes": {"bearer": {"type": "http", "scheme": "bearer"}},
        },
    }


def _operation(endpoint: Endpoint) -> dict[str, Any]:
    operation: dict[str, Any] = {
        "operationId": endpoint.name,
        "summary": inspect.getdoc(endpoint.view) or "",
        "tags": [endpoint.name.partition(".")[0]],
        "parameters": [*_in_path(endpoint), *_in_query(endpoint)],
        "responses": {
            str(endpoint.status): {
                "description": "Done",
                "content": {endpoint.media: {"schema": _schema_of(endpoint.gives)}},
            },
        }
        | errors_of(endpoint),
    }
    if endpoint.body:
        content = {"application/json": {"schema": {"$ref": _ref(endpoint.body.__name__)}}}
        operation["requestBody"] = {"required": True, "content": content}
    return operation | ({"security": [{"bearer": []}]} if endpoint.may else {})


def _in_path(endpoint: Endpoint) -> list[dict[str, Any]]:
    names = _PARAMETER.findall(endpoint.path)
    return [{"name": name, "in": "path", "required": True, "schema": {"type": "string"}} for name in names]


def _in_query(endpoint: Endpoint) -> list[dict[str, Any]]:
    if endpoint.query is None:
        return []
    schema = endpoint.query.model_json_schema(ref_template=_REF)
    required = schema.get("required", [])
    return [
        {"name": name, "in": "query", "required": name in required, "schema": each}
        for name, each in schema["properties"].items()
    ]


def _schema_of(gives: Any) -> dict[str, Any]:
    schema: dict[str, Any] = TypeAdapter(gives).json_schema(ref_template=_REF, mode="serialization")
    schema.pop("$defs", None)
    return schema if "anyOf" in schema else {"$ref": _ref(gives.__name__)}


def _schemas(endpoints: Iterable[Endpoint]) -> dict[str, Any]:
    """Return the schemas of all models by name."""
    wanted: list[tuple[type[BaseModel], Any]] = []
    for each in endpoints:
        wanted += [(model, "validation") for model in (each.body, each.query) if model]
        wanted += [(model, "serialization") for model in _models(each.gives)]
    _, schemas = models_json_schema(list(dict.fromkeys(wanted)), ref_template=_REF)
    found: dict[str, Any] = schemas["$defs"]
    return found


def _models(gives: Any) -> tuple[type[BaseModel], ...]:
    return getattr(gives, "__args__", None) or (gives,)


def _ref(name: str) -> str:
    return _REF.format(model=name)
