"""Answers to Slack."""

import json
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from quarterdeck.platform.proxied import reply


def answer(status: int, body: Mapping[str, Any]) -> dict[str, Any]:
    """Return the answer with the JSON body; an empty one for an empty object, as Slack wants it to close a form."""
    media_type = "application/problem+json" if status >= HTTPStatus.BAD_REQUEST else "application/json"
    return reply(status, json.dumps(body) if body else "", media_type)
