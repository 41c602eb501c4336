"""Questions, and the runs that answer them."""

from urllib.parse import quote
from uuid import uuid4

from cli.api.calls import Calls, Json, json_of
from cli.transport import BUSY

UNDER_WAY = 409
"""The API's answer while the first request with the same Idempotency-Key is still being done."""


class Questions(Calls):
    def ask(self, question: Json) -> Json:
        """Return the run that answers. Every attempt has the same key, so the question is answered once."""
        url, headers = f"{self._url}/v1/questions", self._key | {"Idempotency-Key": str(uuid4())}
        again = BUSY | {UNDER_WAY}
        return json_of(self._transport.repeated("POST", url, json=question, headers=headers, again=again))

    def ticket(self) -> Json:
        """Return a ticket for a web socket. Repeated if need be: one that isn't used ends by itself."""
        return json_of(self._transport.repeated("POST", f"{self._url}/v1/tickets", headers=self._key))

    def run(self, run_id: str) -> Json:
        return self._get(f"/v1/runs/{quote(run_id, safe='')}")

    def file(self, run_id: str, name: str) -> bytes:
        """Return a file of the run's answer; the storage that it comes from doesn't get the API key."""
        link = self._get(f"/v1/runs/{quote(run_id, safe='')}/files/{quote(name, safe='')}")
        return self._transport.repeated("GET", link["url"]).content

    def replay(self, run_id: str) -> Json:
        """Return the new run. Never repeated, since every request makes one."""
        return self._post_once(f"/v1/runs/{quote(run_id, safe='')}/replay")

    def rate(self, run_id: str, said: Json) -> Json:
        """Return the rating. Repeated if need be: saying the same twice is saying it once."""
        return self._sent("POST", f"/v1/runs/{quote(run_id, safe='')}/feedback", said)
