"""Erasing, exporting and auditing."""

from collections.abc import Iterator
from urllib.parse import quote

from cli.api.calls import PAGE, Calls, Json, json_of

PIECE = 1 << 20
"""How many bytes of a large download are in memory at once."""


class Protection(Calls):
    def erase(self, kind: str, subject: str) -> Json:
        """Return the erasure. Repeated if need be: while it goes on, asking twice is asking once."""
        return self._sent("POST", "/v1/erasures", {"kind": kind, "subject": subject})

    def erasure(self, erasure_id: str) -> Json:
        return self._get(f"/v1/erasures/{quote(erasure_id, safe='')}")

    def receipt(self, wish: Json) -> Json:
        """Return an organisation's erasure; no key goes with it, as there is none any more."""
        return json_of(self._transport.repeated("POST", f"{self._url}/v1/receipts", json=wish))

    def begin_export(self, wish: Json) -> Json:
        """Return the export. Repeated if need be: while it goes on, asking twice is asking once."""
        return self._sent("POST", "/v1/exports", wish)

    def export(self, export_id: str) -> Json:
        return self._get(f"/v1/exports/{quote(export_id, safe='')}")

    def archive(self, url: str) -> Iterator[bytes]:
        """Yield the bytes at the presigned address, so many at a time; the storage doesn't get the API key."""
        return self._transport.pieces(url, PIECE)

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
