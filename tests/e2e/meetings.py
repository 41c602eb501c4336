"""Puts meetings in and waits for their ingest, as any client would."""

import time
from collections.abc import Callable
from typing import Any

import httpx

PATIENCE = 60.0


def until(condition: Callable[[], bool], what: str, seconds: float = PATIENCE) -> None:
    """Wait for the condition, asking again and again.

    Raises:
        TimeoutError: it doesn't come true in time.
    """
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            raise TimeoutError(f"not within {seconds} s: {what}")
        time.sleep(0.05)


def body(content: str, *, title: str, form: str = "text", company: str = "Pinfold Mills") -> dict[str, Any]:
    return {
        "company": company,
        "title": title,
        "date": "2026-05-04T10:00:00Z",
        "participants": [
            {"name": "Ada Quill", "company": company},
            {"name": "Bo Finch", "company": "Lanternfold"},
        ],
        "transcript": {"format": form, "content": content},
    }


def add(api: httpx.Client, meeting: dict[str, Any]) -> dict[str, Any]:
    """Send the meeting and return what the API says of it at once."""
    response = api.post("/v1/meetings", json=meeting)
    assert response.status_code == 202, response.text
    sent: dict[str, Any] = response.json()
    return sent


def ended(api: httpx.Client, meeting_id: str, seconds: float = PATIENCE) -> dict[str, Any]:
    """Return the meeting once its ingest is completed or failed."""
    seen: list[dict[str, Any]] = []

    def done() -> bool:
        seen.append(api.get(f"/v1/meetings/{meeting_id}").json())
        return seen[-1]["status"] in {"completed", "failed"}

    until(done, f"the ingest of {meeting_id}", seconds)
    return seen[-1]
