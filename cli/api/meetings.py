"""Meetings, and their uploads."""

from urllib.parse import quote

from cli.api.calls import Calls, Json, json_of


class Meetings(Calls):
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
        return json_of(self._transport.repeated("DELETE", url, headers=self._key))

    def put(self, upload: Json, content: bytes) -> None:
        """Make the presigned request: it goes to the storage, so the API key doesn't go with it."""
        self._transport.repeated("PUT", upload["url"], content=content, headers=upload["headers"])
