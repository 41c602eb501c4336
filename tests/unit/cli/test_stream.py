"""``ask --stream`` over a loopback web socket that breaks where it is told to."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from threading import Thread
from typing import Any

import pytest
from websockets.sync.server import ServerConnection, serve

from tests.unit.cli import samples
from tests.unit.cli.conftest import Quarterdeck
from tests.unit.cli.quarterdeck_api import QuarterdeckApi

TOLD: list[tuple[str, dict[str, Any]]] = [
    ("accepted", {}),
    ("stage", {"stage": "gather"}),
    ("text", {"text": "The budget is $40,000. "}),
    ("text", {"text": "They want [bold] terms by Friday."}),
    ("end", {}),
]


@dataclass
class Sockets:
    """Sends a run's events; each connection breaks after as many as ``breaks`` says, in turn."""

    breaks: list[int] = field(default_factory=list)
    refusal: dict[str, Any] | None = None
    messages: list[dict[str, Any]] = field(default_factory=list)

    def serve(self, connection: ServerConnection) -> None:
        message = json.loads(connection.recv())
        self.messages.append(message)
        if self.refusal:
            connection.send(
                json.dumps({"v": 1, "type": "problem", "re": message["id"], "problem": self.refusal})
            )
            return
        connection.send(json.dumps({"v": 1, "type": "taken", "re": message["id"], "run_id": samples.RUN}))
        after = message.get("after", 0)
        sent = self.breaks.pop(0) if self.breaks else len(TOLD)
        for number, (kind, data) in list(enumerate(TOLD, 1))[after : after + sent]:
            frame = {"v": 1, "type": kind, "run_id": samples.RUN, "event": number, "data": data}
            connection.send(json.dumps(frame))


@pytest.fixture
def sockets(api: QuarterdeckApi) -> Iterator[Sockets]:
    played = Sockets()
    with serve(played.serve, "127.0.0.1", 0) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        api.socket_url = f"ws://127.0.0.1:{server.socket.getsockname()[1]}"
        yield played
        server.shutdown()
        thread.join()


def test_the_answer_is_shown_as_it_comes_and_then_what_it_rests_on(
    quarterdeck: Quarterdeck, sockets: Sockets
) -> None:
    result = quarterdeck("ask", "What about the price?", "--stream", "--meeting", "mtg_1")
    assert result.exit_code == 0
    assert result.stdout.startswith(
        "The budget is $40,000. They want [bold] terms by Friday.\n\n[1] “I have $40,000"
    )
    [message] = sockets.messages
    assert (message["action"], message["text"], message["meeting_id"]) == (
        "ask",
        "What about the price?",
        "mtg_1",
    )


@pytest.mark.parametrize("heard", range(len(TOLD)))
def test_a_connection_that_breaks_is_gone_on_with_after_the_last_event(
    quarterdeck: Quarterdeck, sockets: Sockets, heard: int
) -> None:
    sockets.breaks = [heard]
    result = quarterdeck("ask", "What about the price?", "--stream")
    assert result.stdout.count("The budget is $40,000. They want") == 1
    first, second = sockets.messages
    if heard:
        assert (second["action"], second["run_id"], second["after"]) == ("resume", samples.RUN, heard)
    else:
        assert second == first


def test_a_refused_question_says_why(quarterdeck: Quarterdeck, sockets: Sockets) -> None:
    sockets.refusal = {"title": "Not allowed", "status": 403, "detail": "ask an admin"}
    result = quarterdeck("ask", "What about the price?", "--stream")
    assert result.exit_code == 1
    assert "error: Not allowed: ask an admin" in result.stderr


def test_json_is_the_run_alone(quarterdeck: Quarterdeck, sockets: Sockets) -> None:
    assert json.loads(quarterdeck("ask", "Warum?", "--stream", "--json").stdout)["run_id"] == samples.RUN
    assert len(sockets.messages) == 1
