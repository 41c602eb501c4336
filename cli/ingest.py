"""Puts transcript files in, several at a time, and follows each meeting until it is ingested or has failed."""

from collections.abc import Generator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path

from cli.api import Api, Json
from cli.errors import Failure
from cli.manifest import Described
from cli.transcripts import read

PARALLEL = 2
FIRST_PAUSE = 0.25
LONGEST_PAUSE = 5.0
SETTLED = frozenset({"completed", "failed", "expired"})


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a file; ``reason`` is None where it was ingested."""

    path: Path
    meeting: Json | None = None
    reason: str | None = None


def ingest(api: Api, files: Sequence[Described]) -> Generator[Result]:
    """Yield each file's result as it is known; closing the iterator early interrupts what is under way."""
    with ThreadPoolExecutor(PARALLEL) as pool:
        try:
            yield from (
                future.result() for future in as_completed([pool.submit(_one, api, f) for f in files])
            )
        finally:
            api.patience.end()
            pool.shutdown(wait=False, cancel_futures=True)


def _one(api: Api, file: Described) -> Result:
    meeting: Json | None = None
    try:
        meeting = _sent(api, file)
        meeting = _settled(api, meeting)
    except Failure as failure:
        return Result(file.path, meeting, str(failure))
    is_done = meeting["status"] == "completed"
    return Result(file.path, meeting, None if is_done else meeting["reason"] or "no reason is given")


def _sent(api: Api, file: Described) -> Json:
    """Return the meeting once its transcript is with the API; one that is there already is not sent again."""
    if api.patience.is_over:
        raise Failure("Not sent", f"the time limit of {api.patience.seconds:.0f} s is over")
    transcript = read(file.path)
    meeting = api.add_meeting(file.meeting | transcript.source())
    if "upload" in meeting and meeting["status"] == "pending":
        api.put(meeting["upload"], transcript.content)
    elif meeting["status"] == "failed":
        return api.retry_meeting(meeting["meeting_id"])
    return meeting


def _settled(api: Api, meeting: Json) -> Json:
    pause = FIRST_PAUSE
    while meeting["status"] not in SETTLED:
        if api.patience.is_over:
            limit = f"{api.patience.seconds:.0f} s"
            raise Failure(
                "Not ready", f"still {meeting['status']} after {limit}; it goes on: quarterdeck meetings"
            )
        api.patience.pause(pause)
        pause = min(pause * 2, LONGEST_PAUSE)
        meeting = api.meeting(meeting["meeting_id"])
    return meeting
