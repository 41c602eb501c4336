"""Events become questions, or nothing, or a clear error; no body can do more."""

import json
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quarterdeck.kernel.errors import InvalidInput
from quarterdeck.platform.slack.events import Challenge, SlackQuestion, parse

MENTION = {
    "type": "app_mention",
    "user": "U1",
    "text": "<@UBOT> what did Marlow Freight ask for?",
    "ts": "1772625600.000100",
    "channel": "C1",
    "event_ts": "1772625600.000100",
}
DIRECT = {
    **MENTION,
    "type": "message",
    "channel_type": "im",
    "channel": "D1",
    "text": "what did they ask for?",
}


def body(event: dict[str, Any], **outer: Any) -> bytes:
    known = {
        "type": "event_callback",
        "team_id": "T1",
        "event_id": "Ev1",
        "authorizations": [{"team_id": "T1", "user_id": "UBOT", "is_bot": True}],
    }
    return json.dumps({**known, "event": event, **outer}).encode()


def question(event: dict[str, Any], **outer: Any) -> SlackQuestion:
    found = parse(body(event, **outer))
    assert isinstance(found, SlackQuestion)
    return found


def test_a_mention_becomes_a_question() -> None:
    assert question(MENTION) == SlackQuestion(
        event_id="Ev1",
        team_id="T1",
        channel="C1",
        thread_ts="1772625600.000100",
        user="U1",
        text="what did Marlow Freight ask for?",
        external=False,
        sent_at=datetime.fromtimestamp(1772625600.0001, UTC),
    )


def test_a_direct_message_becomes_a_question() -> None:
    found = question(DIRECT)
    assert (found.channel, found.text) == ("D1", "what did they ask for?")


def test_a_message_in_a_thread_is_answered_there() -> None:
    assert question({**MENTION, "thread_ts": "1772625000.000001"}).thread_ts == "1772625000.000001"


def test_in_a_shared_channel_the_team_is_ours_and_the_outsiders_are_told_of() -> None:
    found = question(MENTION, team_id="TOTHER", is_ext_shared_channel=True)
    assert (found.team_id, found.external) == ("T1", True)


def test_without_an_authorization_the_outer_team_and_the_first_mention_count() -> None:
    found = question({**MENTION, "text": "<@UBOT> ask <@U7>"}, authorizations=[], team_id="T2")
    assert (found.team_id, found.text) == ("T2", "ask @U7")


def test_an_org_wide_installation_has_no_team_of_its_own() -> None:
    assert question(MENTION, authorizations=[{"team_id": None, "user_id": "UBOT"}]).team_id == "T1"


def test_the_challenge_is_read() -> None:
    asked = {"type": "url_verification", "challenge": "3eZbrw1aBm2rZgRNFdxV", "token": "deprecated"}
    assert parse(json.dumps(asked).encode()) == Challenge("3eZbrw1aBm2rZgRNFdxV")


@pytest.mark.parametrize(
    "event",
    [
        {**MENTION, "bot_id": "B7"},
        {**MENTION, "user": "UBOT"},
        {**MENTION, "edited": {"user": "U1", "ts": "1772625700.000000"}},
        {**MENTION, "text": "<@UBOT>"},
        {**MENTION, "text": " <@UBOT> \n<@UBOT>"},
        {**MENTION, "type": "reaction_added"},
        {**DIRECT, "bot_id": "B7"},
        {**DIRECT, "bot_profile": {"id": "B7"}},
        {**DIRECT, "user": "UBOT"},
        {**DIRECT, "channel_type": "channel"},
        {**DIRECT, "channel_type": "mpim"},
        {**DIRECT, "text": ""},
        {
            "type": "message",
            "channel_type": "im",
            "subtype": "message_changed",
            "hidden": True,
            "channel": "D1",
        },
        {"type": "message", "channel_type": "im", "subtype": "message_deleted", "channel": "D1"},
        {**DIRECT, "subtype": "bot_message"},
        {**DIRECT, "subtype": "channel_join"},
    ],
)
def test_what_no_person_asks_is_ignored(event: dict[str, Any]) -> None:
    assert parse(body(event)) is None


def test_an_outer_type_that_is_no_event_is_ignored() -> None:
    assert parse(b'{"type":"app_rate_limited","team_id":"T1","minute_rate_limited":1518467820}') is None


@pytest.mark.parametrize(
    ("broken", "field"),
    [
        (b"", "body"),
        (b"null", "body"),
        (b'["event_callback"]', "body"),
        (b"payload=%7B%7D", "body"),
        (b"\xff\xfe{\x00}\x00", "body"),
        (b"[" * 100_000, "body"),
        (b"9" * 10_000, "body"),
        (b"{}", "type"),
        (b'{"type":["event_callback"]}', "type"),
        (b'{"type":"url_verification"}', "challenge"),
        (b'{"type":"event_callback"}', "event"),
        (body({}), "type"),
        (body({**MENTION, "text": None}), "text"),
        (body({**MENTION, "channel": ""}), "channel"),
        (body({**MENTION, "user": 7}), "user"),
        (body({**MENTION, "ts": None}), "ts"),
        (body({**MENTION, "thread_ts": 1772625600.0001}), "thread_ts"),
        (body(MENTION, event_id=None), "event_id"),
        (body(MENTION, authorizations=None, team_id=""), "team_id"),
    ],
)
def test_a_malformed_body_is_refused_by_field(broken: bytes, field: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        parse(broken)
    assert refused.value.field == field


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=5,
)


@given(
    event=st.dictionaries(st.sampled_from(sorted({*DIRECT, "thread_ts", "subtype", "bot_id"})), json_values),
    outer=st.dictionaries(st.sampled_from(["type", "team_id", "event_id", "authorizations"]), json_values),
)
def test_any_other_shape_is_ignored_or_refused(event: dict[str, Any], outer: dict[str, Any]) -> None:
    for whole in (body({**DIRECT, **event}, **outer), body(event, **outer)):
        with suppress(InvalidInput):
            parse(whole)


@given(rubbish=st.binary())
def test_rubbish_is_refused(rubbish: bytes) -> None:
    with pytest.raises(InvalidInput):
        parse(b"\x00" + rubbish)
