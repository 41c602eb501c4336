"""Values to JSON and back, by their types."""

from typing import Any

import msgspec


def dump(value: object) -> Any:
    """Return the value as the data that its JSON text reads back as."""
    return msgspec.json.decode(msgspec.json.encode(value))


def load(kind: Any, data: object) -> Any:
    """Return the value that ``dump`` made the data from.

    Raises:
        msgspec.ValidationError: the data isn't of that type.
    """
    return msgspec.convert(data, kind)


def dump_json(value: object) -> bytes:
    """Return the value as JSON text."""
    return msgspec.json.encode(value)


def load_json(kind: Any, text: bytes | str) -> Any:
    """Return the value that the JSON text describes.

    Raises:
        msgspec.DecodeError: it is no JSON; of it, msgspec.ValidationError: it is none of that type.
    """
    return msgspec.json.decode(text, type=kind)
