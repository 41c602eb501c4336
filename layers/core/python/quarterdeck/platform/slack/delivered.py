"""Answers to Slack."""

import json
from collections.abc import Mapping
from typing import Any

from quarterdeck.platform.proxied import reply


def answer(status: int, body: Mapping[str, Any]) -> dict[str, Any]:
    """Return the answer with the JSON body; an empty one for an empty object, as Slack wants it to close a form."""
    return reply(status, json.dumps(body) if body else "", "application/json")
