"""Looks for what keeps the command line from working, one check after the other."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from cli.api import PAGE, Api, Json
from cli.config import connection
from cli.errors import Failure
from cli.patience import Patience

SKEW_SECONDS = 60
QUESTION = "What are the next steps?"


class Outcome(StrEnum):
    """How a check came out."""

    OK = "ok"
    FAILED = "failed"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Finding:
    """A check's outcome, what was found and, where it failed, what to do."""

    check: str
    outcome: Outcome
    found: str
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class Check:
    """``look`` returns what was found, or raises a Failure; a ``needed`` one must pass for those after it."""

    name: str
    look: Callable[[Api], str]
    remedy: str
    needed: bool = True


def diagnose(url: str | None, api_key: str | None, seconds: float) -> Iterator[Finding]:
    """Yield the finding of each check; after a needed one has failed, the rest isn't done."""
    try:
        found = connection(url, api_key)
    except Failure as failure:
        yield Finding("settings", Outcome.FAILED, str(failure))
        return
    yield Finding("settings", Outcome.OK, f"{found.url} (from {found.source})")
    with Api(found, Patience(seconds)) as api:
        yield from _examine(api)


def _examine(api: Api) -> Iterator[Finding]:
    stopped = False
    for check in CHECKS:
        if stopped:
            yield Finding(check.name, Outcome.SKIPPED, "not checked")
            continue
        try:
            yield Finding(check.name, Outcome.OK, check.look(api))
        except Failure as failure:
            stopped = check.needed
            yield Finding(check.name, Outcome.FAILED, str(failure), check.remedy)


def _reachable(api: Api) -> str:
    started = time.perf_counter()
    api.health()
    return f"GET /health in {(time.perf_counter() - started) * 1000:.0f} ms"


def _clock(api: Api) -> str:
    theirs = api.health()
    if theirs is None:
        return "the API doesn't tell its time"
    skew = time.time() - theirs
    if abs(skew) > SKEW_SECONDS:
        raise Failure("Clock skew", f"this machine is {abs(skew):.0f} s {'ahead' if skew > 0 else 'behind'}")
    return f"within {max(1, round(abs(skew)))} s of the API's"


def _key(api: Api) -> str:
    api.newest("meetings", 1)
    return "accepted"


def _meetings(api: Api) -> str:
    return f"{_completed(api)['title']} can be asked about"


def _question(api: Api) -> str:
    started = time.perf_counter()
    run = api.ask({"text": QUESTION, "meeting_id": _completed(api)["meeting_id"]})
    return f"{run['outcome']} in {time.perf_counter() - started:.1f} s ({run['run_id']})"


def _completed(api: Api) -> Json:
    meetings, _ = api.newest("meetings", PAGE)
    completed = next((meeting for meeting in meetings if meeting["status"] == "completed"), None)
    if completed is None:
        raise Failure("No meeting", f"none of the newest {len(meetings)} is completed")
    return completed


CHECKS = (
    Check("reachable", _reachable, "check --url or QUARTERDECK_URL; make run starts the local cloud"),
    Check("clock", _clock, "set this machine's clock by network time", needed=False),
    Check("API key", _key, "check --api-key or QUARTERDECK_API_KEY; make run writes a new one"),
    Check("meetings", _meetings, "put one in: quarterdeck ingest FILE --company ... --title ... --date ..."),
    Check("question", _question, "look at the logs of the API and of the state machine answer"),
)
