"""A client of the service under test, with the seconds that each call took."""

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx

from bench.corpus import Meeting

_INGEST_SECONDS = 600
_POLL_SECONDS = 0.25
_FIRST_DAY = datetime(2026, 1, 5, 10, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Timed:
    """What the service answered, and after how many seconds."""

    body: Mapping[str, Any]
    seconds: float


@dataclass(frozen=True, slots=True)
class Service:
    """The service's HTTP API."""

    http: httpx.Client

    def ingest(self, meeting: Meeting, day: int) -> Timed:
        """Upload the meeting as of that day and wait until it can be asked about."""
        began = time.perf_counter()
        accepted = self._call("POST", "/v1/meetings", _upload(meeting, day))
        found = accepted
        while found["status"] not in {"completed", "failed"}:
            if time.perf_counter() - began > _INGEST_SECONDS:
                raise TimeoutError(f"{meeting.id} is still {found['status']} after {_INGEST_SECONDS} s")
            time.sleep(_POLL_SECONDS)
            found = self._call("GET", f"/v1/meetings/{accepted['meeting_id']}")
        if found["status"] == "failed" or found["turns"] != len(meeting.turns):
            raise ValueError(f"{meeting.id} was not taken in as uploaded: {found}")
        return Timed(found, time.perf_counter() - began)

    def ask(self, text: str, meeting_id: str | None = None) -> Timed:
        """Ask a question, of one meeting or of all."""
        began = time.perf_counter()
        body = {"text": text} | ({"meeting_id": meeting_id} if meeting_id else {})
        answer = self._call("POST", "/v1/questions", body)
        return Timed(answer, time.perf_counter() - began)

    def _call(self, method: str, path: str, body: Mapping[str, Any] | None = None) -> dict[str, Any]:
        response = self.http.request(method, path, json=body)
        if response.is_error:
            raise ValueError(f"{method} {path} -> {response.status_code}: {response.text[:500]}")
        found: dict[str, Any] = response.json()
        return found


def _upload(meeting: Meeting, day: int) -> dict[str, Any]:
    turns = [{"speaker": speaker, "text": text} for speaker, text in meeting.turns]
    return {
        "company": meeting.company,
        "title": meeting.id,
        "date": (_FIRST_DAY + timedelta(days=day)).isoformat(),
        "participants": [{"name": speaker} for speaker in meeting.speakers],
        "transcript": {"format": "json", "content": json.dumps(turns)},
    }
