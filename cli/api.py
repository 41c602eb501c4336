"""The client of the REST API: one method a use case, each raising a ``Failure`` that says what went wrong."""

from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from types import TracebackType
from typing import Any, Self
from urllib.parse import quote
from uuid import uuid4

import httpx

from cli.config import Connection
from cli.errors import Failure
from cli.patience import Patience
from cli.transport import BUSY, Transport

Json = dict[str, Any]

PAGE = 100
"""The most items that the API lists at once."""

PIECE = 1 << 20
"""How many bytes of a large download are in memory at once."""

UNDER_WAY = 409
"""The API's answer while the first request with the same Idempotency-Key is still being done."""


class Api:
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

    def ask(self, question: Json) -> Json:
        """Return the run that answers. Every attempt has the same key, so the question is answered once."""
        url, headers = f"{self._url}/v1/questions", self._key | {"Idempotency-Key": str(uuid4())}
        again = BUSY | {UNDER_WAY}
        return _json(self._transport.repeated("POST", url, json=question, headers=headers, again=again))

    def ticket(self) -> Json:
        """Return a ticket for a web socket. Repeated if need be: one that isn't used ends by itself."""
        return _json(self._transport.repeated("POST", f"{self._url}/v1/tickets", headers=self._key))

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

    def me(self) -> Json:
        return self._get("/v1/me")

    def describe_me(self, person: Json) -> Json:
        return self._sent("PUT", "/v1/me", person)

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

    def create_key(self, wish: Json) -> Json:
        """Return the new key. Never repeated, since every request makes one."""
        return _json(self._transport.once("POST", f"{self._url}/v1/keys", json=wish, headers=self._key))

    def revoke_key(self, key_id: str) -> Json:
        """Take a key out of use. Never repeated: a second request would find none."""
        url = f"{self._url}/v1/keys/{quote(key_id, safe='')}"
        return _json(self._transport.once("DELETE", url, headers=self._key))

    def invite(self, email: str, role: str) -> Json:
        """Return the invitation. Repeated if need be: the same twice is one."""
        return self._sent("POST", "/v1/invitations", {"email": email, "role": role})

    def change_role(self, subject: str, role: str) -> Json:
        return self._sent("PUT", f"/v1/members/{quote(subject, safe='')}/role", {"role": role})

    def move_member(self, subject: str, deed: str) -> Json:
        """Deactivate or reactivate a member."""
        return self._sent("POST", f"/v1/members/{quote(subject, safe='')}/{deed}", {})

    def sign_up(self, wish: Json) -> Json:
        """Ask for an organisation; no key goes with it. Repeated if need be: the same twice is one."""
        return _json(self._transport.repeated("POST", f"{self._url}/v1/signup", json=wish))

    def come_in(self, door: str, said: Json) -> Json:
        """Use a code at its door, once; no key goes with it."""
        return _json(self._transport.once("POST", f"{self._url}/v1/{door}", json=said))

    def add_meeting(self, meeting: Json) -> Json:
        """Return the meeting as accepted. Repeated if need be: the API takes an equal upload for the same meeting."""
        return self._sent("POST", "/v1/meetings", meeting)

    def meeting(self, meeting_id: str) -> Json:
        return self._get(f"/v1/meetings/{quote(meeting_id, safe='')}")

    def retry_meeting(self, meeting_id: str) -> Json:
        return self._post_once(f"/v1/meetings/{quote(meeting_id, safe='')}/retry")

    def delete_meeting(self, meeting_id: str) -> Json:
        """Return the erasure. Repeated if need be: while it goes on, asking twice is asking once."""
        url = f"{self._url}/v1/meetings/{quote(meeting_id, safe='')}"
        return _json(self._transport.repeated("DELETE", url, headers=self._key))

    def erasure(self, erasure_id: str) -> Json:
        return self._get(f"/v1/erasures/{quote(erasure_id, safe='')}")

    def begin_export(self, wish: Json) -> Json:
        """Return the export. Repeated if need be: while it goes on, asking twice is asking once."""
        return self._sent("POST", "/v1/exports", wish)

    def export(self, export_id: str) -> Json:
        return self._get(f"/v1/exports/{quote(export_id, safe='')}")

    def archive(self, url: str) -> Iterator[bytes]:
        """Yield the bytes at the presigned address, so many at a time; the storage doesn't get the API key."""
        return self._transport.pieces(url, PIECE)

    def erase(self, kind: str, subject: str) -> Json:
        """Return the erasure. Repeated if need be: while it goes on, asking twice is asking once."""
        return self._sent("POST", "/v1/erasures", {"kind": kind, "subject": subject})

    def receipt(self, wish: Json) -> Json:
        """Return an organisation's erasure; no key goes with it, as there is none any more."""
        return _json(self._transport.repeated("POST", f"{self._url}/v1/receipts", json=wish))

    def knowledge(self) -> Json:
        return self._get("/v1/knowledge")

    def sync_knowledge(self, kind: str) -> Json:
        """Wish for a sync. Repeated if need be: a second wish is at most a second sync."""
        url = f"{self._url}/v1/knowledge/sync"
        return _json(self._transport.repeated("POST", url, json={"kind": kind}, headers=self._key))

    def add_webhook(self, webhook: Json) -> Json:
        """Return the webhook with its address. Never repeated, since every request makes one."""
        return self._post_once("/v1/webhooks", json=webhook)

    def rotate_webhook(self, webhook_id: str, secret: str) -> Json:
        """Return the webhook. Never repeated: the second time would retire the secret that held before."""
        url = f"{self._url}/v1/webhooks/{quote(webhook_id, safe='')}/secret"
        return _json(self._transport.once("PUT", url, json={"secret": secret}, headers=self._key))

    def remove_webhook(self, webhook_id: str) -> Json:
        url = f"{self._url}/v1/webhooks/{quote(webhook_id, safe='')}"
        return _json(self._transport.once("DELETE", url, headers=self._key))

    def audit_lane(self, lane: int) -> Iterator[Json]:
        """Return the lane's sealed entries, oldest first, as they come."""
        after: str | None = "0"
        while after is not None:
            page = self._get(f"/v1/audit/lanes/{lane}", limit=str(PAGE), after=after)
            yield from page["entries"]
            after = None if page["after"] is None else str(page["after"])

    def audit_anchors(self) -> tuple[str, list[Json], str]:
        """Return the tenant, its signed anchors, oldest first, and their public key in base64."""
        found: list[Json] = []
        before: dict[str, str] = {}
        while True:
            page = self._get("/v1/audit/anchors", limit=str(PAGE), **before)
            found += page["anchors"]
            if page["before"] is None:
                return page["tenant"], found[::-1], page["public_key"]
            before = {"before": str(page["before"])}

    def put(self, upload: Json, content: bytes) -> None:
        """Make the presigned request: it goes to the storage, so the API key doesn't go with it."""
        self._transport.repeated("PUT", upload["url"], content=content, headers=upload["headers"])

    def _get(self, path: str, **query: str) -> Json:
        return _json(self._transport.repeated("GET", f"{self._url}{path}", params=query, headers=self._key))

    def _sent(self, method: str, path: str, body: Json) -> Json:
        return _json(self._transport.repeated(method, f"{self._url}{path}", json=body, headers=self._key))

    def _post_once(self, path: str, **parts: Any) -> Json:
        return _json(self._transport.once("POST", f"{self._url}{path}", headers=self._key, **parts))


def _json(response: httpx.Response) -> Json:
    try:
        body = response.json()
    except ValueError:
        body = None
    if not isinstance(body, dict):
        raise Failure("Unexpected answer", "it is no JSON object: is the URL that of Quarterdeck's API?")
    return body
