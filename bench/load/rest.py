"""A caller of the REST API that tries again as a real one does: with the same Idempotency-Key, and not for ever."""

import random
import time
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

import httpx

from bench.load.tally import Tally

PATIENCE = 120.0
FIRST_PAUSE = 0.25
LONGEST_PAUSE = 5.0
LIMITED = {HTTPStatus.CONFLICT, HTTPStatus.TOO_MANY_REQUESTS}


@dataclass(frozen=True, slots=True)
class RestClient:
    http: httpx.Client
    tally: Tally
    chance: random.Random

    def send(self, kind: str, method: str, path: str, **given: Any) -> httpx.Response | None:
        """Return the answer to a request that may be sent again; None where there is none within two minutes.

        It is sent again after no answer, a 5xx, a 429 and a 409 (the first try is under way), with growing pauses.
        """
        deadline, pause = time.monotonic() + PATIENCE, FIRST_PAUSE
        while True:
            response = self._once(kind, method, path, **given)
            if response is not None and not _is_passing(response):
                return response
            if time.monotonic() > deadline:
                return None
            self.tally.note(kind, "sent again")
            told = response.headers.get("retry-after") if response is not None else None
            time.sleep(float(told) if told else pause * self.chance.uniform(0.5, 1.5))
            pause = min(2 * pause, LONGEST_PAUSE)

    def _once(self, kind: str, method: str, path: str, **given: Any) -> httpx.Response | None:
        try:
            response = self.http.request(method, path, **given)
        except httpx.TransportError as error:
            self.tally.note(kind, type(error).__name__)
            return None
        if response.is_server_error:
            self.tally.failed(kind, response)
        return response


def _is_passing(response: httpx.Response) -> bool:
    return response.is_server_error or response.status_code in LIMITED
