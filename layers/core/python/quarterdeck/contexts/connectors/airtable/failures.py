"""Airtable's error answers (https://airtable.com/developers/web/api/errors) as the errors that callers act on."""

from typing import Any

from quarterdeck.contexts.connectors.airtable.model import (
    BadCredentials,
    Busy,
    OffsetExpired,
    Refused,
    UnknownField,
    UnknownTable,
    WebhookGone,
)
from quarterdeck.kernel.errors import Unavailable

BLOCKED_SECONDS = 30.0
"""How long a base refuses everything once it had too many requests."""

_EXPIRED = frozenset({"LIST_RECORDS_ITERATOR_NOT_AVAILABLE", "INVALID_OFFSET_VALUE"})


def failure(status: int, body: object, retry_after: str | None, place: str) -> Exception:
    """Return the error that the answer means; ``place`` names the table or the webhook that was asked for."""
    if status == 429:  # noqa: PLR2004 - too many requests
        return Busy(_seconds(retry_after))
    if status >= 500:  # noqa: PLR2004 - their fault
        return Unavailable(f"Airtable answers {status} for {place}")
    if place.startswith("webhook ") and status in {403, 404}:
        return WebhookGone(place)
    return _refusal(status, *_said(body), place)


def _refusal(status: int, kind: str, message: str, place: str) -> Exception:
    if status in {401, 403}:
        return BadCredentials(f"Airtable refuses the token for {place}: {message or kind}", field="token")
    if kind in _EXPIRED:
        return OffsetExpired(place)
    if kind == "UNKNOWN_FIELD_NAME":
        return UnknownField(f"{place}: {message}", field=place)
    if status == 404:  # noqa: PLR2004 - not found
        return UnknownTable(f"the base has no {place}", field=place)
    return Refused(f"Airtable refuses {place}: {kind} {message}".rstrip())


def _said(body: object) -> tuple[str, str]:
    """Return the error's type and message from any of the shapes in which Airtable gives them."""
    errors: Any = body if isinstance(body, dict) else {}
    error = errors.get("error") or next(iter(errors.get("errors") or []), "")
    if isinstance(error, dict):
        return str(error.get("type") or error.get("error") or ""), str(error.get("message") or "")
    return str(error), ""


def _seconds(retry_after: str | None) -> float:
    asked = float(retry_after) if retry_after and retry_after.isascii() and retry_after.isdigit() else 0.0
    return max(asked, BLOCKED_SECONDS)
