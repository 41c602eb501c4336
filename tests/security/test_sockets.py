"""Answers over web sockets of the local cloud: whole, in order, resumed at any event, and only to whom they are for."""

import time
from typing import Any
from uuid import uuid4

import boto3
import pytest
from websockets.exceptions import InvalidStatus

from infra.local import aws
from tests.security.conftest import SECRETLY, Tenants, question
from tests.support.sockets import Frame, events, opened, receive, send, ticket


@pytest.fixture(scope="module")
def streamed(tenants: Tenants) -> list[Frame]:
    """The events of one question, from its acceptance to its end."""
    with opened(ticket(tenants.owner)) as socket:
        send(socket, action="ask", id=str(uuid4()), **question(tenants.ids["meeting_id"]))
        return events(socket)


def bare(frames: list[Frame]) -> list[Frame]:
    """The events without what tells who asked for them."""
    return [{key: value for key, value in frame.items() if key != "re"} for frame in frames]


def test_the_events_are_numbered_without_a_gap_and_come_to_the_run_that_is_on_record(
    tenants: Tenants, streamed: list[Frame]
) -> None:
    assert [frame["event"] for frame in streamed] == list(range(1, len(streamed) + 1))
    kinds = [frame["type"] for frame in streamed]
    assert list(dict.fromkeys(kinds)) == ["accepted", "stage", "text", "citations", "end"]
    stages = [frame["data"]["stage"] for frame in streamed if frame["type"] == "stage"]
    made = ["classify", "resolve", "understood", "gather", "answer", "verify", "guard", "present"]
    assert stages == made
    run = tenants.owner.get(f"/v1/runs/{streamed[0]['run_id']}").json()
    assert "".join(frame["data"]["text"] for frame in streamed if frame["type"] == "text") == run["answer"]
    claims = [
        claim for frame in streamed if frame["type"] == "citations" for claim in frame["data"]["claims"]
    ]
    assert claims == run["claims"]
    end = streamed[-1]["data"]
    assert end == {key: run[key] for key in end}
    assert SECRETLY in run["answer"]


def test_a_connection_cut_at_any_event_is_resumed_without_loss_or_repetition(
    tenants: Tenants, streamed: list[Frame]
) -> None:
    run_id, heard = streamed[0]["run_id"], list[Frame]()
    for _ in streamed:
        with opened(ticket(tenants.owner)) as socket:
            after = len(heard)
            send(socket, action="resume", id="again", run_id=run_id, after=after)
            heard += events(socket, until=after + 1)[:1]
    assert bare(heard) == bare(streamed)


def test_a_question_is_resumed_while_it_is_answered(tenants: Tenants) -> None:
    with opened(ticket(tenants.owner)) as socket:
        send(socket, action="ask", id=str(uuid4()), **question(tenants.ids["meeting_id"]))
        before = events(socket, until=1)
    with opened(ticket(tenants.owner)) as socket:
        send(socket, action="resume", id="on", run_id=before[0]["run_id"], after=before[-1]["event"])
        after = events(socket)
    numbers = [frame["event"] for frame in before + after]
    assert numbers == list(range(1, len(numbers) + 1))


def test_the_same_question_sent_again_is_listened_to_and_not_asked_again(tenants: Tenants) -> None:
    message = {"action": "ask", "id": str(uuid4()), **question(tenants.ids["meeting_id"])}
    heard = []
    for _ in range(2):
        with opened(ticket(tenants.owner)) as socket:
            send(socket, **message)
            heard.append(events(socket))
    assert heard[0] == heard[1]
    with opened(ticket(tenants.owner)) as socket:
        send(socket, **message | {"text": "Another question?"})
        assert receive(socket)["problem"]["status"] == 409


def refused(made: Frame) -> int:
    with pytest.raises(InvalidStatus) as refusal, opened(made):
        pass
    return refusal.value.response.status_code


def test_a_ticket_opens_one_connection(tenants: Tenants) -> None:
    made = ticket(tenants.owner)
    with opened(made):
        assert refused(made) == 403
    assert refused(made) == 403


@pytest.mark.parametrize("forged", ["", "x", "A" * 43, "A" * 4000])
def test_a_ticket_that_nobody_made_opens_nothing(tenants: Tenants, forged: str) -> None:
    assert refused(ticket(tenants.owner) | {"ticket": forged}) in {401, 403}


def test_a_ticket_of_another_purpose_or_an_api_key_opens_nothing(tenants: Tenants) -> None:
    made = ticket(tenants.owner)
    assert refused(made | {"ticket": tenants.owner.headers["authorization"].split()[1]}) == 403
    assert made["expires_in"] == 30


def test_a_ticket_out_of_date_opens_nothing(tenants: Tenants) -> None:
    made = ticket(tenants.owner)
    table = boto3.resource("dynamodb", **aws.options(tenants.cloud.endpoint)).Table(
        tenants.cloud.outputs["OnetimeTable"]
    )
    for row in table.scan(ConsistentRead=True)["Items"]:
        table.update_item(
            Key={"pk": row["pk"], "sk": row["sk"]},
            UpdateExpression="SET #until = :past",
            ExpressionAttributeNames={"#until": "until"},
            ExpressionAttributeValues={":past": int(time.time()) - 1},
        )
    assert refused(made) == 403


def test_nobody_hears_another_tenants_run(tenants: Tenants, streamed: list[Frame]) -> None:
    with opened(ticket(tenants.other)) as socket:
        for run_id in (streamed[0]["run_id"], "run_none", f"x#{streamed[0]['run_id']}"):
            send(socket, action="resume", id="theirs", run_id=run_id, after=0)
            frame = receive(socket)
            assert frame["type"] == "problem"
            assert frame["problem"]["status"] in {400, 404}
            assert SECRETLY not in str(frame)


@pytest.mark.parametrize(
    ("message", "status"),
    [
        ({"action": "ask", "text": ""}, 400),
        ({"action": "steal", "id": "a"}, 400),
        ({"action": "resume", "id": "a", "run_id": "run_1", "after": -1}, 400),
        ({"action": "ask", "id": "a", "text": "x", "tenant": "lantern-two"}, 400),
        ({"action": "ask", "id": "a", "text": "x" * 33_000}, 413),
    ],
)
def test_bad_messages_are_answered_and_close_nothing(
    tenants: Tenants, message: dict[str, Any], status: int
) -> None:
    with opened(ticket(tenants.other)) as socket:
        for _ in range(2):
            send(socket, **message)
            frame = receive(socket)
            assert (frame["type"], frame["problem"]["status"]) == ("problem", status)
            assert frame["re"] == message.get("id")
        socket.send("no JSON")
        assert receive(socket)["problem"]["status"] == 400


def test_a_client_that_left_or_never_reads_does_not_stop_the_run(tenants: Tenants) -> None:
    with opened(ticket(tenants.owner)) as socket:
        send(socket, action="ask", id=str(uuid4()), **question(tenants.ids["meeting_id"]))
        run_id = receive(socket)["run_id"]
    with opened(ticket(tenants.owner)) as deaf, opened(ticket(tenants.owner)) as socket:
        send(deaf, action="resume", id="deaf", run_id=run_id, after=0)
        send(socket, action="resume", id="on", run_id=run_id, after=0)
        assert events(socket)[-1]["type"] == "end"
    assert tenants.owner.get(f"/v1/runs/{run_id}").json()["outcome"] == "answered"
