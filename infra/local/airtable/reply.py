"""An answer of the API."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Reply:
    body: Mapping[str, Any]
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


def refusal(status: int, kind: str, message: str = "") -> Reply:
    """Return an error in Airtable's form."""
    return Reply({"error": {"type": kind, "message": message}}, status)
