"""A client of web sockets as the protocol's description has it, which may cut its connection at any event."""

import json
from contextlib import suppress
from typing import Any

import httpx
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

Frame = dict[str, Any]
SECONDS = 60


def ticket(api: httpx.Client) -> Frame:
    """Return a new ticket and the address that it opens."""
    response = api.post("/v1/tickets")
    assert response.status_code == 201, response.text
    made: Frame = response.json()
    return made


def opened(made: Frame) -> ClientConnection:
    """Open a web socket with the ticket."""
    return connect(f"{made['url']}?ticket={made['ticket']}", proxy=None, open_timeout=SECONDS)


def send(socket: ClientConnection, **message: object) -> None:
    socket.send(json.dumps({"v": 1, **message}))


def receive(socket: ClientConnection) -> Frame:
    frame: Frame = json.loads(socket.recv(timeout=SECONDS))
    return frame


def until_closed(socket: ClientConnection) -> list[Frame]:
    """Return what comes until the other side ends the connection."""
    found: list[Frame] = []
    with suppress(ConnectionClosed):
        while True:
            found.append(receive(socket))
    return found


def events(socket: ClientConnection, until: int | None = None) -> list[Frame]:
    """Return the events that come, to the end or to the one of this number; an acknowledgement may come among them."""
    found: list[Frame] = []
    while not found or not (found[-1]["type"] == "end" or found[-1]["event"] == until):
        frame = receive(socket)
        assert frame["type"] != "problem", frame
        found += [frame] if "event" in frame else []
    return found
