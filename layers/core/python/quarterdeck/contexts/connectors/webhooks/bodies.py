"""Reads what a verified body says of itself. A vendor signed it, so what is odd is kept, not refused."""

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from quarterdeck.kernel.errors import InvalidInput

LONGEST = 200


def content(body: bytes | str) -> Any:
    """Return the JSON value, or None where it is none."""
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None


def fields(body: bytes | str) -> Mapping[str, Any]:
    """Return the JSON object, or an empty one where it is none."""
    found = content(body)
    return found if isinstance(found, dict) else {}


def batch(body: bytes | str) -> list[Mapping[str, Any]]:
    """Return the objects of the JSON array, or none where it is no array of objects alone."""
    found = content(body)
    return found if isinstance(found, list) and all(isinstance(each, dict) for each in found) else []


def common(of: Sequence[Mapping[str, Any]], name: str) -> str:
    """Return the short text that all of the objects have, or the empty one."""
    found = {text(each, name) for each in of}
    return found.pop() if len(found) == 1 else ""


def text(of: Mapping[str, Any], name: str) -> str:
    """Return a short text of the object, or the empty one."""
    value = of.get(name)
    return value if isinstance(value, str) and len(value) <= LONGEST else ""


def required_text(of: Mapping[str, Any], name: str) -> str:
    """Return a short text of the object.

    Raises:
        InvalidInput: it has none.
    """
    found = text(of, name)
    if not found:
        raise InvalidInput(f"the body's {name} is not a text", field=name)
    return found


def digest(*parts: bytes | str) -> str:
    """Return an id of the parts, for vendors that number their events in no way."""
    hashed = hashlib.sha256()
    for part in parts:
        content = part.encode() if isinstance(part, str) else part
        hashed.update(len(content).to_bytes(8, "big") + content)
    return f"sha256:{hashed.hexdigest()}"


def digest_without(body: bytes, changing: Collection[str]) -> str:
    """Return an id of the JSON objects in the body that leaves out the fields that change from try to try."""
    found = content(body)
    objects = found if isinstance(found, list) else [found]
    if not objects or not all(isinstance(each, dict) for each in objects):
        return digest(body)
    kept = [{name: value for name, value in each.items() if name not in changing} for each in objects]
    return digest(json.dumps(kept, sort_keys=True))
