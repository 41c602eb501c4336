"""Answers over web sockets of the local cloud: whole, in order, resumed at any event, and only to whom they are for."""

import time
from typing import Any
from uuid import uuid4

import boto3
import pytest
from websockets.exceptions import InvalidStatus

from infra.local import aws
from tests.e2e.mails import code
from tests.security.conftest import SECRETLY, Tenants, question
from tests.support.sockets import Frame, events, opened, receive, send, ticket, until_closed


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


def joined(tenants: Tenants) -> tuple[str, str]:
    """Return the subject and the API key of a new seller of the owner's."""
    email = f"{uuid4().hex[:12]}@lantern-two.example"
    invited = tenants.owner.post("/v1/invitations", json={"email": email, "role": "seller"})
    assert invited.status_code == 201, invited.text
    said = {"code": code(tenants.cloud, email), "name": "Ola"}
    accepted = tenants.owner.post("/v1/invitations/accept", json=said, headers={"Authorization": ""})
    assert accepted.status_code == 201, accepted.text
    return str(accepted.json()["subject"]), str(accepted.json()["api_key"])


def messages(tenants: Tenants, streamed: list[Frame]) -> dict[str, dict[str, Any]]:
    return {
        "ask": {"action": "ask", "id": str(uuid4()), **question(tenants.ids["meeting_id"])},
        "resume": {"action": "resume", "id": "r", "run_id": streamed[0]["run_id"], "after": 0},
        "rubbish": {"action": "steal", "id": "x"},
    }


@pytest.mark.parametrize("kind", ["ask", "resume", "rubbish"])
@pytest.mark.parametrize("end", ["deactivated", "key revoked"])
def test_who_may_not_come_in_any_more_is_refused_and_cut_off_at_the_next_message(
    tenants: Tenants, streamed: list[Frame], end: str, kind: str
) -> None:
    subject, key = joined(tenants)
    message = messages(tenants, streamed)
    with tenants.cloud.api(key) as member, opened(ticket(member)) as socket:
        send(socket, **message["resume"])
        assert SECRETLY in str(events(socket))
        if end == "deactivated":
            done = tenants.owner.post(f"/v1/members/{subject}/deactivate")
        else:
            (listed,) = [k for k in tenants.owner.get("/v1/keys").json()["keys"] if k["subject"] == subject]
            done = tenants.owner.delete(f"/v1/keys/{listed['key_id']}")
        assert done.status_code == 200, done.text
        send(socket, **message[kind])
        heard = until_closed(socket)
    assert [(frame["type"], frame["problem"]["status"]) for frame in heard] in ([], [("problem", 401)])


def test_a_role_that_was_taken_away_is_missed_at_the_next_question_and_closes_nothing(
    tenants: Tenants, streamed: list[Frame]
) -> None:
    subject, key = joined(tenants)
    message = messages(tenants, streamed)
    with tenants.cloud.api(key) as member, opened(ticket(member)) as socket:
        changed = tenants.owner.put(f"/v1/members/{subject}/role", json={"role": "viewer"})
        assert changed.status_code == 200, changed.text
        send(socket, **message["ask"])
        assert receive(socket)["problem"]["status"] == 403
        send(socket, **message["resume"])
        assert events(socket)[-1]["type"] == "end"


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
