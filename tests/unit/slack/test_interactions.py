"""Buttons and forms: what we send is what Slack takes, and what Slack sends back is read, or refused by name."""

import json
from typing import Any
from urllib.parse import urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from quarterdeck.contexts.assistant.feedback.slack import CHOICES
from quarterdeck.kernel.errors import InvalidInput
from quarterdeck.platform.slack.buttons import CHOICE, DOWN, FORM, MEANT, UP, WORDS, ask_thumbs, form, thank
from quarterdeck.platform.slack.interactions import Actor, Pressed, Sent, parse_interaction
from tests.support.slack_blocks import buttons, problem, shown, view_problem

ACTOR = Actor("T1", "T1", "U1", "123.456.abc")
BASE = {"team": {"id": "T1"}, "user": {"id": "U1", "team_id": "T1"}, "trigger_id": "123.456.abc"}
PRESS: dict[str, Any] = BASE | {
    "type": "block_actions",
    "container": {"type": "message", "message_ts": "1767225600.000100", "channel_id": "C1"},
    "message": {"ts": "1767225600.000100"},
    "actions": [{"type": "button", "action_id": UP, "value": "run_1"}],
}


def state(choice: str | None, words: str | None) -> dict[str, Any]:
    option = {"text": {"type": "plain_text", "text": "x"}, "value": choice} if choice else None
    return {
        CHOICE: {CHOICE: {"type": "static_select", "selected_option": option}},
        WORDS: {WORDS: {"type": "plain_text_input", "value": words}},
    }


def submission(choice: str | None, words: str | None, remembered: str = "{}") -> dict[str, Any]:
    values = {"values": state(choice, words)}
    return BASE | {
        "type": "view_submission",
        "view": {"callback_id": FORM, "private_metadata": remembered, "state": values},
    }


def body(payload: object) -> bytes:
    return urlencode({"payload": json.dumps(payload)}).encode()


@pytest.mark.parametrize(
    ("blocks", "said"),
    [
        ([ask_thumbs("run_1")], {"👍": UP, "👎": DOWN, "Not what I meant": MEANT}),
        (thank("run_1", "up", told=False), {}),
        (thank("run_1", "down", told=False), {"Say what you meant": MEANT}),
        (thank("run_1", "down", told=True), {}),
    ],
)
def test_what_stands_under_an_answer_is_what_slack_takes(
    blocks: list[dict[str, Any]], said: dict[str, str]
) -> None:
    assert problem({"text": "Answer", "blocks": blocks}) is None
    assert [Block.parse(block).to_dict() for block in blocks] == blocks  # type: ignore[union-attr]
    found = buttons(blocks)
    assert {words: button["action_id"] for words, button in found.items()} == said
    assert {button["value"] for button in found.values()} <= {"run_1"}


def test_thanks_show_the_thumb() -> None:
    assert "👍" in shown(thank("run_1", "up", told=False))
    assert "👎" in shown(thank("run_1", "down", told=True))


def test_the_form_is_what_slack_takes_and_offers_every_label() -> None:
    view = form(CHOICES, '{"run_id": "run_1"}')
    assert view_problem(view) is None
    assert View(**view).to_dict() == view
    options = [
        option for group in view["blocks"][0]["element"]["option_groups"] for option in group["options"]
    ]
    assert {"NEXT_STEPS", "SQL_ANSWER", "REFUSE"} <= {option["value"] for option in options}
    assert "The next steps" in [option["text"]["text"] for option in options]


def test_a_button_is_read() -> None:
    assert parse_interaction(body(PRESS)) == Pressed(ACTOR, UP, "run_1", "C1", "1767225600.000100")


def test_a_person_of_another_workspace_is_told_apart() -> None:
    guest = parse_interaction(body(PRESS | {"user": {"id": "U7", "team_id": "T7"}}))
    assert guest is not None
    assert (guest.actor.team_id, guest.actor.home) == ("T1", "T7")


@pytest.mark.parametrize(
    ("choice", "words", "fields"),
    [
        ("NEXT_STEPS", "the steps & all", {CHOICE: "NEXT_STEPS", WORDS: "the steps & all"}),
        (None, "é", {CHOICE: "", WORDS: "é"}),
        (None, None, {CHOICE: "", WORDS: ""}),
    ],
)
def test_a_form_is_read(choice: str | None, words: str | None, fields: dict[str, str]) -> None:
    sent = parse_interaction(body(submission(choice, words, '{"run_id": "run_1"}')))
    assert sent == Sent(ACTOR, FORM, '{"run_id": "run_1"}', fields)


@pytest.mark.parametrize(
    "payload",
    [
        BASE | {"type": "shortcut"},
        BASE | {"type": "view_closed"},
        {**PRESS, "message": None},
        PRESS | {"actions": [{"type": "static_select", "action_id": "x", "selected_option": None}]},
    ],
)
def test_what_is_not_ours_is_none(payload: dict[str, Any]) -> None:
    assert parse_interaction(body(payload)) is None


@pytest.mark.parametrize(
    ("raw", "field"),
    [
        (b"", "payload"),
        (b"payload=", "payload"),
        (b"\xff", "payload"),
        (b"payload=1&payload=2", "payload"),
        (b"payload=[1]", "body"),
        (b"payload=%7B", "body"),
        (body({}), "type"),
        (body(PRESS | {"team": None}), "team"),
        (body(PRESS | {"trigger_id": 5}), "trigger_id"),
        (body(PRESS | {"container": {"message_ts": "1"}}), "channel_id"),
        (body(BASE | {"type": "view_submission"}), "view"),
    ],
)
def test_what_slack_never_sends_is_refused_by_name(raw: bytes, field: str) -> None:
    with pytest.raises(InvalidInput) as raised:
        parse_interaction(raw)
    assert raised.value.field == field


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@settings(deadline=None)
@given(
    st.sampled_from([PRESS, submission("NEXT_STEPS", "x")]),
    st.sampled_from([*PRESS, "view"]),
    json_values,
)
def test_any_payload_is_read_or_refused(payload: dict[str, Any], name: str, value: object) -> None:
    try:
        parse_interaction(body(payload | {name: value}))
    except InvalidInput as error:
        assert error.field  # noqa: PT017 - that it raises is not the point
