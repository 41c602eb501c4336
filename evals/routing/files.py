"""Reads JSON into models and says where it doesn't fit."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

Model = TypeVar("Model", bound=BaseModel)


class BadData(ValueError):
    """A file isn't as described; says which file, which line and what is wrong there."""


def read_text(path: Path) -> str:
    """Return the file's text.

    Raises:
        BadData: it is missing or no UTF-8.
    """
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadData(f"{path}: {error}") from error


def parse(model: type[Model], text: str, where: str) -> Model:
    """Return what the JSON text says.

    Raises:
        BadData: it is no JSON, or doesn't fit the model; ``where`` says where it came from.
    """
    try:
        return model.model_validate_json(text)
    except ValidationError as error:
        raise BadData(f"{where}: {_first(error.errors())}") from error


def _first(errors: Sequence[Mapping[str, Any]]) -> str:
    place = ".".join(str(part) for part in errors[0]["loc"])
    return f"{place}: {errors[0]['msg']}" if place else str(errors[0]["msg"])
