"""What clients receive over a socket: JSON objects with a version, a type, and the id of the message they answer."""

import json
from typing import Any

from quarterdeck.contexts.assistant.streaming.model import Event

VERSION = 1


def taken(message: str, run_id: str) -> str:
    """Return the acknowledgement: the events of this run follow."""
    return _frame("taken", message, run_id=run_id)


def problem(message: str | None, problem: dict[str, object]) -> str:
    """Return the problem details (RFC 9457) of a message that could not be taken or gone on with."""
    return _frame("problem", message, problem=problem)


def event(message: str, run_id: str, event: Event) -> str:
    """Return an event of the run; its kind is the frame's type."""
    return _frame(event.kind.value, message, run_id=run_id, event=event.id, data=event.data)


def message_id(raw: str) -> str | None:
    """Return the id that a message carries, however wrong the rest of it is."""
    try:
        found = json.loads(raw)
    except ValueError:
        return None
    named = found.get("id") if isinstance(found, dict) else None
    return named if isinstance(named, str) and len(named) <= 100 else None  # noqa: PLR2004 - an Id's length


def _frame(kind: str, message: str | None, **rest: Any) -> str:
    return json.dumps({"v": VERSION, "type": kind, "re": message} | rest, separators=(",", ":"))
