"""A run's answer is posted once, however often and however badly posting goes."""

from collections.abc import Iterator

import pytest

from quarterdeck.kernel.errors import (
    Conflict,
    Forbidden,
    InvalidInput,
    MissingSetting,
    NotFound,
    Unavailable,
)
from quarterdeck.platform.slack import reply
from quarterdeck.platform.slack.blocks import Layout, Paragraph, lay_out
from quarterdeck.platform.slack.client import slack_client
from quarterdeck.platform.slack.reply import Thread, post_reply
from tests.support.loopback import Fault
from tests.support.slack_api import LOST_ANSWER, SlackApi, rate_limited, refusal

TOKEN = "xoxb-demo"
THREAD = Thread("C1", "1772625600.000100")
ANSWER = lay_out([Paragraph("They asked for a pilot.")], "SINGLE_MEETING · run_01")


@pytest.fixture
def slack() -> Iterator[SlackApi]:
    with SlackApi(tokens={TOKEN}) as slack:
        yield slack


@pytest.fixture(autouse=True)
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Note the SDK's pauses instead of sleeping."""
    noted: list[float] = []
    monkeypatch.setattr("time.sleep", noted.append)
    return noted


def post(slack: SlackApi, run_id: str = "run_01", *, again: bool = False, token: str = TOKEN) -> str:
    return post_reply(slack_client(token, slack.url), THREAD, run_id, ANSWER, posted_before=again)


def test_the_reply_stands_in_the_thread_with_its_run(slack: SlackApi) -> None:
    ts = post(slack)
    (message,) = slack.wait_for(1)
    assert (message["ts"], message["channel"], message["thread_ts"]) == (ts, THREAD.channel, THREAD.ts)
    assert (message["blocks"], message["text"]) == (ANSWER.blocks, "They asked for a pilot.")
    assert message["metadata"] == {"event_type": "quarterdeck_answer", "event_payload": {"run_id": "run_01"}}
    assert (message["unfurl_links"], message["unfurl_media"]) == (False, False)
    assert slack.methods() == ["chat.postMessage"]


def test_another_try_finds_the_reply_that_is_there(slack: SlackApi) -> None:
    assert post(slack) == post(slack, again=True)
    assert len(slack.messages) == 1


def test_another_try_posts_what_is_not_there(slack: SlackApi) -> None:
    post(slack, "run_00")
    post(slack, again=True)
    assert [message["metadata"]["event_payload"]["run_id"] for message in slack.messages] == [
        "run_00",
        "run_01",
    ]


def test_the_reply_is_found_on_a_later_page(slack: SlackApi, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reply, "PAGE", 2)
    posted = [post(slack, f"run_{number:02}") for number in range(6)]
    assert post(slack, "run_05", again=True) == posted[-1]
    assert (slack.methods().count("conversations.replies"), len(slack.messages)) == (4, 6)


def test_a_thread_too_long_to_read_is_not_posted_to_twice(
    slack: SlackApi, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reply, "PAGE", 1)
    monkeypatch.setattr(reply, "MAX_PAGES", 3)
    for number in range(6):
        post(slack, f"run_{number:02}")
    with pytest.raises(Conflict, match="too long"):
        post(slack, "run_05", again=True)
    assert len(slack.messages) == 6


@pytest.mark.parametrize(
    "fault", [LOST_ANSWER, Fault(500, carried_out=True), Fault(body="{", carried_out=True)]
)
def test_a_reply_whose_answer_got_lost_is_not_posted_twice(slack: SlackApi, fault: Fault) -> None:
    slack.fail_next("chat.postMessage", fault)
    with pytest.raises(Unavailable, match="may or may not"):
        post(slack)
    assert post(slack, again=True) == slack.messages[0]["ts"]
    assert (len(slack.messages), slack.methods().count("chat.postMessage")) == (1, 1)


@pytest.mark.parametrize("fault", [Fault(cut=True), Fault(503), Fault(502, "<html>"), Fault(body="<html>")])
def test_a_reply_that_never_arrived_is_posted_by_the_next_try(slack: SlackApi, fault: Fault) -> None:
    slack.fail_next("chat.postMessage", fault)
    with pytest.raises(Unavailable):
        post(slack)
    post(slack, again=True)
    assert len(slack.messages) == 1


def test_a_slow_slack_is_given_up_on(slack: SlackApi, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quarterdeck.platform.slack.client.TIMEOUT", 0.1)
    slack.fail_next("chat.postMessage", Fault(hang=True))
    with pytest.raises(Unavailable, match="TimeoutError"):
        post(slack)


def test_an_unreachable_slack_is_unavailable() -> None:
    with SlackApi(tokens={TOKEN}) as closed:
        pass
    with pytest.raises(Unavailable):
        post(closed)


def test_a_rate_limit_is_waited_for(slack: SlackApi, pauses: list[float]) -> None:
    slack.fail_next("chat.postMessage", rate_limited("3"))
    post(slack)
    assert len(slack.messages) == len(pauses) == 1
    assert 3 <= pauses[0] < 4


@pytest.mark.parametrize("retry_after", ["3600", "99999999999", "soon", "-1"])
def test_a_rate_limit_that_lasts_is_left_to_the_next_try(
    slack: SlackApi, pauses: list[float], retry_after: str
) -> None:
    slack.fail_next("chat.postMessage", rate_limited(retry_after))
    with pytest.raises(Unavailable, match="no more calls"):
        post(slack)
    assert (pauses, slack.messages) == ([], [])


def test_rate_limits_without_end_are_given_up_on(slack: SlackApi, pauses: list[float]) -> None:
    slack.fail_next("chat.postMessage", rate_limited("1"), times=9)
    with pytest.raises(Unavailable):
        post(slack)
    assert (len(pauses), len(slack.calls)) == (2, 3)


def test_reading_the_thread_is_repeated_when_slack_fails(slack: SlackApi) -> None:
    slack.fail_next("conversations.replies", Fault(503), times=2)
    post(slack, again=True)
    assert slack.methods() == ["conversations.replies"] * 3 + ["chat.postMessage"]


def test_what_cannot_be_looked_up_is_not_posted(slack: SlackApi) -> None:
    slack.fail_next("conversations.replies", refusal("missing_scope", needed="channels:history"))
    with pytest.raises(MissingSetting, match="channels:history"):
        post(slack, again=True)
    assert not slack.messages


@pytest.mark.parametrize(
    ("code", "kind", "advice"),
    [
        ("channel_not_found", NotFound, "invite it there"),
        ("not_in_channel", Forbidden, "C1: invite it there"),
        ("is_archived", Conflict, "archived"),
        ("token_revoked", MissingSetting, "reinstall the app"),
        ("restricted_action", Forbidden, "administrators"),
        ("internal_error", Unavailable, "may or may not"),
        ("ratelimited", Unavailable, "no more calls"),
        ("invalid_blocks", InvalidInput, "invalid_blocks"),
        ("something_new", InvalidInput, "something_new"),
    ],
)
def test_slacks_refusals_say_what_to_do(
    slack: SlackApi, code: str, kind: type[Exception], advice: str
) -> None:
    slack.fail_next("chat.postMessage", refusal(code))
    with pytest.raises(kind, match=advice):
        post(slack)


def test_a_wrong_token_is_refused_without_being_shown(slack: SlackApi) -> None:
    with pytest.raises(MissingSetting, match="invalid_auth") as refused:
        post(slack, token="xoxb-wrong-7f3a")
    assert "xoxb" not in str(refused.value)


def test_what_slack_would_not_take_is_refused_here_too(slack: SlackApi) -> None:
    with pytest.raises(InvalidInput, match="invalid_blocks"):
        post_reply(
            slack_client(TOKEN, slack.url),
            THREAD,
            "run_01",
            Layout(ANSWER.blocks * 30, "x"),
            posted_before=False,
        )
