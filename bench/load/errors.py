"""What the functions logged as errors meanwhile, so that a loss can be told from its cause."""

from collections import Counter
from typing import Any

from infra.local.logs import lines, logged


def errors(endpoint: str) -> Counter[str]:
    """Return how often each function of the local cloud logged which error, by the last line of its traceback."""
    found = ((group, line) for group, message in logged(endpoint) for line in lines(message))
    return Counter(f"{_short(group)}: {_last(line)}" for group, line in found if line["level"] == "ERROR")


def _last(line: dict[str, Any]) -> str:
    traceback = line.get("exception", "").splitlines()
    return f"{line.get('message')} {traceback[-1] if traceback else ''}"


def _short(group: str) -> str:
    return group.rpartition("/")[2].partition("Log")[0]
