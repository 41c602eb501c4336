"""JSON over HTTPS from a provider: bounded in time and size, without redirects or proxies."""

import json
from collections.abc import Mapping
from functools import cache
from typing import Any
from urllib.parse import urlsplit

import urllib3

from quarterdeck.kernel.errors import Unavailable

MOST_BYTES = 256 * 1024
_HERE = frozenset({"127.0.0.1", "::1"})
_TIMEOUT = urllib3.Timeout(connect=1.0, read=2.0)
OK = 200


def get_json(url: str) -> dict[str, Any]:
    """Return the JSON object at the address.

    Raises:
        Unavailable: it can't be had, or is none.
    """
    status, found = _exchanged("GET", url)
    if status != OK:
        raise Unavailable(f"{url} answered {status}")
    return found


def post_form(url: str, fields: Mapping[str, str]) -> tuple[int, dict[str, Any]]:
    """Send the form and return the status and the JSON object of the answer.

    Raises:
        Unavailable: there is no answer, or one that is no JSON object.
    """
    return _exchanged("POST", url, fields=dict(fields), encode_multipart=False)


def _exchanged(method: str, url: str, **more: Any) -> tuple[int, dict[str, Any]]:
    _check_is_private(url)
    try:
        answer = _pool().request(method, url, redirect=False, preload_content=False, **more)
        try:
            body = answer.read(MOST_BYTES + 1, decode_content=True)
        finally:
            answer.release_conn()
    except urllib3.exceptions.HTTPError as error:
        raise Unavailable(f"{url} does not answer: {type(error).__name__}") from error
    return answer.status, _object(url, body)


def _check_is_private(url: str) -> None:
    parts = urlsplit(url)
    if parts.scheme != "https" and parts.hostname not in _HERE:
        raise Unavailable(f"{url} is not https: tokens and keys would be open to change on their way")


def _object(url: str, body: bytes) -> dict[str, Any]:
    if len(body) > MOST_BYTES:
        raise Unavailable(f"{url} answered more than {MOST_BYTES} bytes")
    try:
        found = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise Unavailable(f"{url} answered no JSON") from error
    if not isinstance(found, dict):
        raise Unavailable(f"{url} answered no JSON object")
    return found


@cache
def _pool() -> urllib3.PoolManager:
    return urllib3.PoolManager(timeout=_TIMEOUT, retries=False, maxsize=2)
