"""What goes wrong, in the words that the person at the terminal reads.

Failure               exit code 1
├── Misuse            exit code 2: the command was given something that it can't use
├── Unreachable       nothing listens there, so trying again soon won't help
├── Unanswered        the connection broke or took too long; trying again may help
└── Refused           the API answered with an error status
"""

from collections.abc import Mapping
from typing import Any, ClassVar

import httpx

HINTS = {
    401: "the API does not know this API key: check --api-key or QUARTERDECK_API_KEY; make run writes a new one",
    429: "wait a moment, then try again",
}


class Failure(Exception):
    """Shown as ``error: title: detail``."""

    exit_code: ClassVar[int] = 1

    def __init__(self, title: str, detail: str = "") -> None:
        super().__init__(f"{title}: {detail}" if detail else title)


class Misuse(Failure):
    exit_code = 2


class Unreachable(Failure):
    """No connection could be made."""


class Unanswered(Failure):
    """A request was sent, or may have been, and no answer came."""


class Refused(Failure):
    """``retry_after`` is how many seconds the server asks to wait, where it does."""

    def __init__(self, response: httpx.Response) -> None:
        problem = _problem(response)
        title = problem.get("title") or f"HTTP {response.status_code} {response.reason_phrase}".rstrip()
        detail = problem.get("detail") or HINTS.get(response.status_code) or problem.get("message") or ""
        super().__init__(str(title), str(detail))
        self.status = response.status_code
        asked = response.headers.get("retry-after", "")
        self.retry_after = float(asked) if asked.isascii() and asked.isdigit() else 0.0


def _problem(response: httpx.Response) -> Mapping[str, Any]:
    """Return the problem details (RFC 9457), or nothing where the answer has none."""
    try:
        body = response.json()
    except ValueError:
        return {}
    return body if isinstance(body, dict) else {}
