"""A question in Slack is acknowledged at once and answered in its thread, once, whatever Slack or the network do."""

import json
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import boto3
import httpx
import pytest

from infra.local.aws import options
from infra.local.cloud import SLACK_TEAM, Cloud
from infra.local.seed import tenant
from quarterdeck.contexts.assistant.model import Order
from quarterdeck.contexts.assistant.slack_door import order_of
from quarterdeck.kernel.codec import dump_json
from quarterdeck.kernel.tenancy import tenant_id
from quarterdeck.platform.slack.events import SlackQuestion
from tests.e2e.meetings import until
from tests.e2e.slack import deliver, event, signed
from tests.e2e.test_questions import ASKED
from tests.support.slack_api import LOST_ANSWER, SlackApi, rate_limited, refusal

FACT = "How long does a Coldtrail battery last, from what we told Northwold on the discovery call?"


def in_thread(slack: SlackApi, ts: str) -> list[dict[str, object]]:
    return [message for message in slack.messages if message.get("thread_ts") == ts]


def thread(number: int) -> str:
    """Return a message timestamp of just now that no other test uses."""
    return f"{int(time.time())}.{number:06}"


def answered(slack: SlackApi, ts: str) -> dict[str, object]:
    until(lambda: bool(in_thread(slack, ts)), f"a reply in thread {ts}")
    return in_thread(slack, ts)[0]


def all_quiet(api: httpx.Client, event_id: str) -> Callable[[], bool]:
    """Tell whether the run of this event is on record, after which nothing more is posted."""
    return lambda: any(
        api.get(f"/v1/runs/{line['run_id']}").json()["correlation_id"] == event_id
        for line in api.get("/v1/runs?limit=5").json()["runs"]
    )


def test_the_url_challenge_is_answered(demo: Cloud) -> None:
    body = json.dumps({"type": "url_verification", "challenge": "c-123"}).encode()
    response = deliver(demo, body)
    assert (response.status_code, response.json()) == (200, {"challenge": "c-123"})


def test_a_mention_is_answered_in_its_thread_with_citations(demo: Cloud, slack_api: SlackApi) -> None:
    ts = thread(1)
    assert deliver(demo, event("Ev-cited", FACT, ts=ts)).status_code == 200
    message = answered(slack_api, ts)
    shown = json.dumps(message["blocks"], ensure_ascii=False)
    assert message["channel"] == "C1"
    assert "26 months" in shown
    assert "Northwold Creamery - Coldtrail discovery" in shown
    assert "run_" in shown


@pytest.mark.parametrize("contract", sorted({q["contract"] for q in ASKED["questions"] if q.get("contract")}))
def test_every_kind_of_question_is_answered_as_over_http(
    demo: Cloud, slack_api: SlackApi, api: httpx.Client, contract: str
) -> None:
    question, ts = next(q["text"] for q in ASKED["questions"] if q.get("contract") == contract), thread(7)
    deliver(demo, event(f"Ev-{contract}", question, channel=f"C-{contract}", ts=ts))
    until(lambda: any(m["channel"] == f"C-{contract}" for m in slack_api.messages), "the reply")
    [message] = [m for m in slack_api.messages if m["channel"] == f"C-{contract}"]
    answer = api.post("/v1/questions", json={"text": question}).json()
    assert (answer["contract"], answer["outcome"]) == (contract, "answered")
    first, shown = answer["answer"].splitlines()[0], json.dumps(message, ensure_ascii=False)
    assert json.dumps(first, ensure_ascii=False)[1:-1] in shown


def test_retries_even_in_parallel_give_one_reply(demo: Cloud, slack_api: SlackApi, api: httpx.Client) -> None:
    ts = thread(2)
    body = event("Ev-parallel", FACT, ts=ts)
    with ThreadPoolExecutor(4) as pool:
        statuses = {response.status_code for response in pool.map(lambda _: deliver(demo, body), range(4))}
    assert statuses <= {200, 409}
    assert deliver(demo, body).status_code == 200
    answered(slack_api, ts)
    until(all_quiet(api, "Ev-parallel"), "the run on record")
    assert deliver(demo, body).status_code == 200
    assert len(in_thread(slack_api, ts)) == 1


def asked_in(event_id: str, ts: str) -> Order:
    """Return the order that the event becomes."""
    asked = SlackQuestion(
        event_id, SLACK_TEAM, "C1", ts, "U1", FACT, external=False, sent_at=datetime.now(UTC)
    )
    return order_of(tenant_id(tenant()["id"]), asked)


def execution(demo: Cloud, order: Order) -> dict[str, object]:
    """Run the answer machine for the order to its end."""
    states = boto3.client("stepfunctions", **options(demo.endpoint))
    [machine] = [
        each["stateMachineArn"]
        for each in states.list_state_machines()["stateMachines"]
        if "AnswerMachine" in each["name"]
    ]
    run_id, given = order.question.run_id, dump_json(order).decode()
    return dict(states.start_sync_execution(stateMachineArn=machine, name=run_id, input=given))


def test_a_run_that_an_express_machine_starts_twice_is_answered_once(
    demo: Cloud, slack_api: SlackApi, api: httpx.Client
) -> None:
    ts = thread(8)
    order = asked_in("Ev-twice", ts)
    run_id = order.question.run_id
    first, second = (execution(demo, order) for _ in range(2))
    assert first["status"] == "SUCCEEDED"
    assert second["output"] == first["output"]
    assert len(in_thread(slack_api, ts)) == 1
    runs = [line["run_id"] for line in api.get("/v1/runs?limit=5").json()["runs"]]
    assert runs.count(run_id) == 1


def test_an_answer_that_slack_refuses_is_on_record_and_not_tried_again(
    demo: Cloud, slack_api: SlackApi, api: httpx.Client
) -> None:
    ts = thread(9)
    order = asked_in("Ev-refused", ts)
    slack_api.fail_next("chat.postMessage", refusal("channel_not_found"))
    assert execution(demo, order)["status"] == "SUCCEEDED"
    assert in_thread(slack_api, ts) == []
    assert api.get(f"/v1/runs/{order.question.run_id}").json()["outcome"] == "answered"


def test_an_answer_lost_on_the_way_is_not_posted_twice(demo: Cloud, slack_api: SlackApi) -> None:
    ts = thread(3)
    slack_api.fail_next("chat.postMessage", LOST_ANSWER)
    deliver(demo, event("Ev-lost", FACT, ts=ts))
    until(lambda: "conversations.replies" in slack_api.methods(), "the look into the thread")
    assert len(in_thread(slack_api, ts)) == 1


def test_a_rate_limited_reply_arrives_later(demo: Cloud, slack_api: SlackApi) -> None:
    ts = thread(4)
    slack_api.fail_next("chat.postMessage", rate_limited("1"))
    deliver(demo, event("Ev-limited", FACT, ts=ts))
    answered(slack_api, ts)


def test_a_follow_up_in_the_thread_stays_with_the_meeting(demo: Cloud, slack_api: SlackApi) -> None:
    root = thread(5)
    deliver(demo, event("Ev-root", "What are the next steps from the last Brasswick call?", ts=root))
    answered(slack_api, root)
    later = json.loads(event("Ev-follow", "and what did they say about price?", ts=thread(6)))
    later["event"]["thread_ts"] = root
    deliver(demo, json.dumps(later).encode())
    until(lambda: len(in_thread(slack_api, root)) == 2, "the second reply")
    assert "Brasswick" in json.dumps(in_thread(slack_api, root)[1]["blocks"])


@pytest.mark.parametrize(
    "forge",
    [
        lambda body: signed(body, secret="another"),
        lambda body: signed(body + b" "),
        lambda body: signed(body, at=time.time() - 600),
        lambda body: signed(body) | {"X-Slack-Request-Timestamp": "yesterday"},
        lambda body: signed(body) | {"X-Slack-Signature": "v0=é"},
        lambda _: {"Content-Type": "application/json"},
    ],
    ids=["wrong secret", "other body", "old", "garbage time", "garbage signature", "unsigned"],
)
def test_what_slack_did_not_sign_gets_401_and_no_work(
    demo: Cloud, api: httpx.Client, forge: Callable[[bytes], dict[str, str]]
) -> None:
    before = api.get("/v1/runs?limit=1").json()
    body = event("Ev-forged", FACT)
    headers = {name.encode(): value.encode() for name, value in forge(body).items()}
    response = httpx.post(f"{demo.url}/slack/events", content=body, headers=headers, timeout=30)
    assert response.status_code == 401
    assert api.get("/v1/runs?limit=1").json() == before


def test_an_unlinked_workspace_and_a_bots_own_words_start_nothing(demo: Cloud, api: httpx.Client) -> None:
    before = api.get("/v1/runs?limit=1").json()
    stranger = event("Ev-stranger", FACT).replace(SLACK_TEAM.encode(), b"T0OTHER")
    assert deliver(demo, stranger).status_code == 404
    own = json.loads(event("Ev-own", FACT))
    own["event"]["bot_id"] = "B1"
    assert deliver(demo, json.dumps(own).encode()).status_code == 200
    assert api.get("/v1/runs?limit=1").json() == before
