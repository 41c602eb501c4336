"""A vendor's JSON API over httpx2, which the openai SDK brings along: no SDK of the vendor has to be shipped."""

import json
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import httpx2

from quarterdeck.services.llm.failures import cut_off, late, malformed, rejected, unreachable

Json = dict[str, Any]


class HttpApi:
    """Calls ``base_url`` with the headers of the moment, over connections that are kept."""

    def __init__(self, base_url: str, headers: Callable[[], dict[str, str]]) -> None:
        self._client = httpx2.Client(base_url=base_url)
        weakref.finalize(self, self._client.close)
        self._headers = headers

    def post(self, path: str, body: Json, deadline: float) -> str:
        """Return the text of the answer.

        Raises:
            ProviderFailed: there is none.
        """
        with _failures(deadline):
            response = self._client.post(path, json=body, headers=self._headers(), timeout=deadline)
            _check(response)
            return response.text

    def get(self, path: str, deadline: float) -> None:
        """Ask for the path.

        Raises:
            ProviderFailed: it was not answered well.
        """
        with _failures(deadline):
            _check(self._client.get(path, headers=self._headers(), timeout=deadline))

    def events(self, path: str, body: Json, deadline: float) -> Iterator[Json]:
        """Yield the events of the answer.

        Raises:
            ProviderFailed: there is none, it breaks off, or an event isn't a JSON object.
        """
        with (
            _failures(deadline),
            self._client.stream(
                "POST", path, json=body, headers=self._headers(), timeout=deadline
            ) as response,
        ):
            _check(response)
            for event in httpx2.EventSource(response):
                yield _json_of(event)


@contextmanager
def _failures(deadline: float) -> Iterator[None]:
    try:
        yield
    except httpx2.ConnectError:
        raise unreachable() from None
    except httpx2.TimeoutException:
        raise late(deadline) from None
    except httpx2.SSEError:
        raise malformed("a stream of events") from None
    except httpx2.HTTPError:
        raise cut_off() from None


def _check(response: httpx2.Response) -> None:
    if not response.is_success:
        raise rejected(response.status_code, response.headers.get("retry-after", ""))


def _json_of(event: httpx2.ServerSentEvent) -> Json:
    try:
        value = event.json()
    except json.JSONDecodeError:
        raise malformed("a stream of JSON events") from None
    if not isinstance(value, dict):
        raise malformed("a stream of JSON events")
    return value
