"""Buttons under an answer in Slack rate it once, visibly, for people of the workspace alone."""

import json
import time
from typing import Any

import boto3
import httpx
import pytest

from infra.local.aws import options
from infra.local.cloud import SLACK_TEAM, Cloud
from infra.local.seed import tenant
from tests.e2e.meetings import until
from tests.e2e.slack import deliver, event, interact, pressed, sent, signed
from tests.support.slack_api import SlackApi, refusal
from tests.support.slack_blocks import buttons, shown

STEPS = "What are the next steps from the last Brasswick call?"


@pytest.fixture
def message(demo: Cloud, slack_api: SlackApi, request: pytest.FixtureRequest) -> dict[str, Any]:
    """An answer in a thread of its own."""
    name = request.node.name
    ts = f"{int(time.time())}.{abs(hash(name)) % 1_000_000:06}"
    deliver(demo, event(f"Ev-{name}", STEPS, ts=ts))

    def in_thread() -> list[dict[str, Any]]:
        return [each for each in slack_api.messages if each.get("thread_ts") == ts]

    until(lambda: bool(in_thread()), "the reply")
    return in_thread()[0]


def run_id(message: dict[str, Any]) -> str:
    return str(message["metadata"]["event_payload"]["run_id"])


def feedback(api: httpx.Client, message: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = api.get(f"/v1/runs/{run_id(message)}").json()["feedback"]
    return found


def test_a_thumb_up_is_noted_under_the_answer(
    demo: Cloud, api: httpx.Client, message: dict[str, Any]
) -> None:
    before = shown(message["blocks"][:-1])
    press = pressed(message, dict(buttons(message["blocks"])["👍"]))
    assert interact(demo, press).status_code == 200
    assert shown(message["blocks"]) == f"{before}\nThanks, noted: 👍"
    assert buttons(message["blocks"]) == {}
    [rating] = feedback(api, message)
    assert (rating["verdict"], rating["channel"]) == ("up", "slack")
    assert rating["person"] == f"slack:{SLACK_TEAM}:U1"


def test_the_same_press_delivered_twice_is_one(
    demo: Cloud, slack_api: SlackApi, api: httpx.Client, message: dict[str, Any]
) -> None:
    press = pressed(message, dict(buttons(message["blocks"])["👎"]))
    updates = slack_api.methods().count("chat.update")
    assert [interact(demo, press).status_code for _ in range(2)] == [200, 200]
    assert slack_api.methods().count("chat.update") == updates + 1
    assert [rating["version"] for rating in feedback(api, message)] == [1]
    assert list(buttons(message["blocks"])) == ["Say what you meant"]


def test_what_was_meant_is_asked_for_and_becomes_an_example(
    demo: Cloud, slack_api: SlackApi, api: httpx.Client, message: dict[str, Any]
) -> None:
    press = pressed(message, dict(buttons(message["blocks"])["Not what I meant"]))
    assert interact(demo, press).status_code == 200
    view = slack_api.views[press["trigger_id"]]
    empty = interact(demo, sent(view)).json()
    assert empty["response_action"] == "errors"
    answer = interact(demo, sent(view, choice="CUSTOMER_QUESTIONS", words="what they asked"))
    assert (answer.status_code, answer.text) == (200, "")
    assert shown(message["blocks"]).endswith("Thanks, noted: 👎")
    [rating] = feedback(api, message)
    assert rating["correction"] == {
        "intent": "SINGLE_MEETING",
        "contract": "CUSTOMER_QUESTIONS",
        "text": "what they asked",
    }
    found = api.get("/v1/examples?limit=1").json()["examples"]
    assert (found[0]["text"], found[0]["contract"]) == (STEPS, "CUSTOMER_QUESTIONS")


def test_a_press_that_slack_could_not_show_can_be_pressed_again(
    demo: Cloud, slack_api: SlackApi, api: httpx.Client, message: dict[str, Any]
) -> None:
    slack_api.fail_next("chat.update", refusal("internal_error"))
    press = pressed(message, dict(buttons(message["blocks"])["👍"]))
    assert interact(demo, press).status_code == 503
    assert interact(demo, press).status_code == 200
    assert buttons(message["blocks"]) == {}
    assert [rating["version"] for rating in feedback(api, message)] == [1]


def test_people_of_other_workspaces_and_forgers_rate_nothing(
    demo: Cloud, api: httpx.Client, message: dict[str, Any]
) -> None:
    button = dict(buttons(message["blocks"])["👍"])
    assert interact(demo, pressed(message, button, home="T0OTHER")).status_code == 200
    press, body = pressed(message, button), b"payload=%7B%7D"
    for headers in (signed(body), signed(body, secret="another"), {}):
        assert interact(demo, press, headers).status_code == 401
    old = httpx.post(
        f"{demo.url}/slack/interactions", content=body, headers=signed(body, at=time.time() - 600), timeout=30
    )
    assert old.status_code == 401
    unlinked = json.loads(json.dumps(press).replace(SLACK_TEAM, "T0STRANGER"))
    assert interact(demo, unlinked).status_code == 404
    assert feedback(api, message) == []
    assert buttons(message["blocks"])


def test_who_asks_is_known_from_the_first_answer_on(demo: Cloud, slack_api: SlackApi) -> None:
    slack_api.users["U9"] = {"real_name": "Ola Brandt", "tz": "Europe/Oslo", "profile": {"title": "Sales"}}
    asked = event("Ev-introduced", STEPS, ts=f"{int(time.time())}.999999")
    deliver(demo, asked.replace(b'"U1"', b'"U9"'))
    table = boto3.resource("dynamodb", **options(demo.endpoint)).Table(demo.outputs["IdentityTable"])
    key = {"pk": f"TENANT#{tenant()['id']}#PERSON", "sk": f"slack:{SLACK_TEAM}:U9"}
    until(lambda: "Item" in table.get_item(Key=key), "the person")
    known = json.loads(str(table.get_item(Key=key)["Item"]["profile"]))
    assert (known["name"], known["role"], known["timezone"]) == ("Ola Brandt", "Sales", "Europe/Oslo")
