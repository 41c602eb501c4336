"""Puts the demo meetings into a running local cloud, over HTTP as any client would."""

import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import httpx
import yaml

from cli.manifest import describe
from cli.transcripts import read
from infra.local.commands import Problem

DEMO = Path(__file__).parent / "demo"
_AT_ONCE = 2
"""Meetings ingested at the same time: more would start more workers than a laptop has cores for."""
_DONE_WITHIN = 120.0


def seed(api: httpx.Client, progress: Callable[[int, int], None] = lambda _done, _all: None) -> None:
    """Name the demo's companies and ingest its meetings, until every one is completed.

    Raises:
        Problem: if one fails or takes too long.
    """
    for company in tenant()["companies"]:
        ok(api.post("/v1/companies", json={"name": company["name"], "aliases": company["aliases"]}))
    meetings = list(_meetings())
    waiting = iter(meetings)
    under_way: list[str] = []
    for done in range(len(meetings)):
        under_way += [_send(api, meeting) for meeting in islice(waiting, _AT_ONCE - len(under_way))]
        _wait_for(api, under_way.pop(0))
        progress(done + 1, len(meetings))


def tenant() -> dict[str, Any]:
    """Return the demo's tenant: its id, its name and what its people know."""
    described: dict[str, Any] = yaml.safe_load((DEMO / "tenant.yaml").read_text())
    return described


def _meetings() -> Iterator[dict[str, Any]]:
    for described in describe([], DEMO / "manifest.yaml", {}):
        yield described.meeting | read(described.path).source()


def _send(api: httpx.Client, meeting: dict[str, Any]) -> str:
    return str(ok(api.post("/v1/meetings", json=meeting))["meeting_id"])


def _wait_for(api: httpx.Client, meeting_id: str) -> None:
    deadline = time.monotonic() + _DONE_WITHIN
    while time.monotonic() < deadline:
        meeting = ok(api.get(f"/v1/meetings/{meeting_id}"))
        if meeting["status"] == "completed":
            return
        if meeting["status"] == "failed":
            raise Problem(f"The demo meeting {meeting['title']!r} could not be ingested: {meeting['reason']}")
        time.sleep(0.1)
    raise Problem(f"The demo meeting {meeting_id} is not ingested after {_DONE_WITHIN:.0f} s: see the log")


def ok(response: httpx.Response) -> dict[str, Any]:
    """Return the answer's JSON, or raise a Problem with what the API said."""
    if response.is_error:
        raise Problem(f"{response.request.method} {response.request.url.path} failed: {response.text}")
    body: dict[str, Any] = response.json()
    return body
