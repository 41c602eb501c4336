"""HTTP with timeouts and bounded repetition, each failure as one that the person can act on."""

from collections.abc import Iterator
from typing import Any

import httpx

from cli.errors import Refused, Unanswered, Unreachable
from cli.patience import Patience

TIMEOUT = httpx.Timeout(35.0, connect=2.0)
PAUSES = (0.5, 1.0, 2.0, 4.0)
"""Seconds before each further attempt."""
LONGEST_PAUSE = 10.0

BUSY = frozenset({429, 502, 503, 504})
"""The statuses after which a request that may be repeated is."""

# A proxy that the environment names can't reach this machine's own loopback.
LOOPBACK = ("127.0.0.1", "localhost")


class Transport:
    """Sends requests; what is repeated ends with the patience."""

    def __init__(self, patience: Patience) -> None:
        self.patience = patience
        self._http = httpx.Client(timeout=TIMEOUT, mounts={f"all://{host}": None for host in LOOPBACK})

    def close(self) -> None:
        self._http.close()

    def once(self, method: str, url: str, **parts: Any) -> httpx.Response:
        """Return the successful response; ``parts`` are httpx's (headers, params, json, content).

        Raises:
            Unreachable, Unanswered, Refused: there is none.
        """
        try:
            response = self._http.request(method, url, **parts)
        except httpx.ConnectError as error:
            raise Unreachable("Not reachable", _no_connection(httpx.URL(url), error)) from error
        except httpx.TransportError as error:
            raise Unanswered("No answer", f"{_origin(httpx.URL(url))}: {type(error).__name__}") from error
        if not response.is_success:
            raise Refused(response)
        return response

    def pieces(self, url: str, size: int) -> Iterator[bytes]:
        """Yield the successful response to a GET, so many bytes at a time.

        Raises:
            Unreachable, Unanswered, Refused: there is none, or it breaks off.
        """
        try:
            with self._http.stream("GET", url) as response:
                if not response.is_success:
                    response.read()
                    raise Refused(response)
                yield from response.iter_bytes(size)
        except httpx.ConnectError as error:
            raise Unreachable("Not reachable", _no_connection(httpx.URL(url), error)) from error
        except httpx.TransportError as error:
            raise Unanswered("No answer", f"{_origin(httpx.URL(url))}: {type(error).__name__}") from error

    def repeated(
        self, method: str, url: str, *, again: frozenset[int] = BUSY, **parts: Any
    ) -> httpx.Response:
        """Do as ``once``, several times if need be: for requests that change nothing when they come twice."""
        for seconds in PAUSES:
            try:
                return self.once(method, url, **parts)
            except Unanswered:
                wait = seconds
                if self.patience.is_over:
                    raise
            except Refused as refused:
                wait = min(max(seconds, refused.retry_after), LONGEST_PAUSE)
                if refused.status not in again or self.patience.is_over:
                    raise
            self.patience.pause(wait)
        return self.once(method, url, **parts)


def _no_connection(url: httpx.URL, error: httpx.ConnectError) -> str:
    advice = "is the local cloud running? make run" if url.host in LOOPBACK else "check the URL"
    return f"no connection to {_origin(url)} ({error}): {advice}"


def _origin(url: httpx.URL) -> str:
    """Return the URL without path, query and credentials: a presigned one is a secret."""
    return f"{url.scheme}://{url.host}" + (f":{url.port}" if url.port else "")
