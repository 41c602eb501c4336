"""Reads Slack's JSON field by field, with errors that name the field."""

import json
from collections.abc import Mapping

from quarterdeck.kernel.errors import InvalidInput


def parse_object(body: bytes | str, what: str) -> Mapping[str, object]:
    """Return the JSON object; ``what`` names the body in errors.

    Raises:
        InvalidInput: it isn't one.
    """
    try:
        value = json.loads(body if isinstance(body, str) else body.decode())
    except (ValueError, RecursionError):
        raise InvalidInput(f"the Slack {what} is not JSON in UTF-8", field="body") from None
    if not isinstance(value, dict):
        raise InvalidInput(f"the Slack {what} is not a JSON object", field="body")
    return value


def object_at(of: Mapping[str, object], name: str, what: str) -> Mapping[str, object]:
    """Return the object in the field, or raise ``InvalidInput``."""
    value = of.get(name)
    if not isinstance(value, dict):
        raise InvalidInput(f"the Slack {what}'s {name} is not an object", field=name)
    return value


def text_at(of: Mapping[str, object], name: str, what: str, *, empty: bool = False) -> str:
    """Return the text in the field, which is only ``empty`` where it may be, or raise ``InvalidInput``."""
    value = of.get(name)
    if not isinstance(value, str) or not (value or empty):
        raise InvalidInput(f"the Slack {what}'s {name} is not a text", field=name)
    return value
