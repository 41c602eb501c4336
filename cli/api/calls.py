"""Calls of the REST API, each raising a ``Failure`` that says what went wrong."""

from email.utils import parsedate_to_datetime
from types import TracebackType
from typing import Any, Self

import httpx

from cli.config import Connection
from cli.errors import Failure
from cli.patience import Patience
from cli.transport import Transport

Json = dict[str, Any]

PAGE = 100
"""The most items that the API lists at once."""


class Calls:
    """A connection to the API; what it is called for is in the classes that go on from this one."""

    def __init__(self, connection: Connection, patience: Patience) -> None:
        self.patience = patience
        self._url = connection.url
        self._key = {"Authorization": f"Bearer {connection.api_key}"}
        self._transport = Transport(patience)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._transport.close()

    def health(self) -> float | None:
        """Return the API's clock in seconds since 1970, where it tells."""
        date = self._transport.repeated("GET", f"{self._url}/health").headers.get("date")
        return parsedate_to_datetime(date).timestamp() if date else None

    def newest(self, kind: str, limit: int | None, **query: str) -> tuple[list[Json], bool]:
        """Return up to ``limit`` of the things at ``/v1/<kind>``, and whether there are more.

        The latest is first; ``query`` says which ones.
        """
        found: list[Json] = []
        before: str | None = None
        while True:
            size = PAGE if limit is None else min(PAGE, limit - len(found))
            after = {"before": before} if before else {}
            page = self._get(f"/v1/{kind}", limit=str(size), **query, **after)
            found += page[kind.rpartition("/")[2]]
            before = page["before"]
            if before is None or len(found) == limit:
                return found, before is not None

    def _get(self, path: str, **query: str) -> Json:
        return json_of(self._transport.repeated("GET", f"{self._url}{path}", params=query, headers=self._key))

    def _sent(self, method: str, path: str, body: Json) -> Json:
        return json_of(self._transport.repeated(method, f"{self._url}{path}", json=body, headers=self._key))

    def _post_once(self, path: str, **parts: Any) -> Json:
        return json_of(self._transport.once("POST", f"{self._url}{path}", headers=self._key, **parts))


def json_of(response: httpx.Response) -> Json:
    try:
        body = response.json()
    except ValueError:
        body = None
    if not isinstance(body, dict):
        raise Failure("Unexpected answer", "it is no JSON object: is the URL that of Quarterdeck's API?")
    return body
