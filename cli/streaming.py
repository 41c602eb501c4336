"""Hears an answer while it is made: over a web socket, and on over another one where that breaks."""

import json
from collections.abc import Callable, Iterator
from uuid import uuid4

from websockets.exceptions import ConnectionClosed, InvalidHandshake
from websockets.sync.client import connect

from cli.api import Api, Json
from cli.errors import Failure, Unanswered

SILENCE_SECONDS = 30.0
PAUSE_SECONDS = 0.5
VERSION = 1
UNAVAILABLE = 503


def listen(api: Api, question: Json, hear: Callable[[Json], None]) -> str:
    """Ask, have ``hear`` told each event of the run once and in order, and return the run's id at its end.

    Raises:
        Failure: the question was refused, or no connection held out to the end.
    """
    message = {"v": VERSION, "action": "ask", "id": str(uuid4())} | question
    while True:
        try:
            for frame in _events(api, message):
                hear(frame)
                if frame["type"] == "end":
                    return str(frame["run_id"])
                message = _resume(frame)
        except (ConnectionClosed, InvalidHandshake, OSError) as error:
            if api.patience.is_over:
                raise Unanswered("No answer", f"the connection broke: {type(error).__name__}") from error
        api.patience.pause(PAUSE_SECONDS)


def _events(api: Api, message: Json) -> Iterator[Json]:
    """Send the message over a new connection and return what follows, until there is nothing to wait for here."""
    ticket = api.ticket()
    address = f"{ticket['url']}?ticket={ticket['ticket']}"
    with connect(address, proxy=None, open_timeout=SILENCE_SECONDS) as socket:
        socket.send(json.dumps(message))
        while True:
            frame = json.loads(socket.recv(timeout=SILENCE_SECONDS))
            if frame["type"] == "problem":
                if frame["problem"]["status"] == UNAVAILABLE and not api.patience.is_over:
                    return
                raise Failure(str(frame["problem"]["title"]), str(frame["problem"].get("detail", "")))
            if "event" in frame:
                yield frame


def _resume(heard: Json) -> Json:
    """Return what to send on a new connection after the last event that was heard."""
    return {
        "v": VERSION,
        "action": "resume",
        "id": str(uuid4()),
        "run_id": heard["run_id"],
        "after": heard["event"],
    }
