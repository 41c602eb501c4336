"""A schema as OpenAI's structured outputs want it: https://platform.openai.com/docs/guides/structured-outputs."""

import json
from collections.abc import Sequence
from functools import cache
from typing import Any

from msgspec.structs import replace
from openai import pydantic_function_tool
from pydantic import BaseModel

from quarterdeck.services.llm.model import Message


@cache
def _strict_schema(schema: type[BaseModel]) -> dict[str, Any]:
    """Return the schema in the strict subset that structured outputs demand, by the SDK's public way to it."""
    parameters: dict[str, Any] = dict(pydantic_function_tool(schema)["function"]["parameters"])
    return parameters


def strict_format(schema: type[BaseModel]) -> dict[str, Any]:
    """Return the ``response_format`` that has the endpoint enforce the schema."""
    shape = {"name": schema.__name__, "schema": _strict_schema(schema), "strict": True}
    return {"type": "json_schema", "json_schema": shape}


def told(messages: Sequence[Message], schema: type[BaseModel]) -> list[Message]:
    """Say the schema in words, for an endpoint that can't enforce it."""
    words = f"Answer with one JSON object of this JSON Schema: {json.dumps(_strict_schema(schema))}"
    return [*messages[:-1], replace(messages[-1], content=f"{messages[-1].content}\n\n{words}")]
