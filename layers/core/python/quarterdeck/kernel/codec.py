"""Values to JSON and back, by their types."""

from functools import cache
from typing import Any, TypeVar

from pydantic import TypeAdapter

T = TypeVar("T")


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


def dump(kind: Any, value: object) -> Any:
    """Return the value as JSON-ready data."""
    return _adapter(kind).dump_python(value, mode="json")


def load(kind: Any, data: object) -> Any:
    """Return the value that ``dump`` made the data from.

    Raises:
        pydantic.ValidationError: the data isn't of that type.
    """
    return _adapter(kind).validate_python(data)


def dump_json(kind: Any, value: object) -> bytes:
    """Return the value as JSON text."""
    return _adapter(kind).dump_json(value)


def load_json(kind: Any, text: bytes | str) -> Any:
    """Return the value that the JSON text describes."""
    return _adapter(kind).validate_json(text)
