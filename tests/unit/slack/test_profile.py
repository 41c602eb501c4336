"""What Slack tells of a person, as far as it tells anything."""

from collections.abc import Iterator

import pytest

from quarterdeck.kernel.errors import InvalidInput, MissingSetting, Unavailable
from quarterdeck.platform.slack.client import slack_client
from quarterdeck.platform.slack.profile import Profile, read_profile
from tests.support.loopback import Fault
from tests.support.slack_api import Message, SlackApi, refusal

TOKEN = "xoxb-demo"


@pytest.fixture
def slack() -> Iterator[SlackApi]:
    with SlackApi(tokens={TOKEN}) as slack:
        yield slack


def read(slack: SlackApi, user: str = "U1") -> Profile:
    return read_profile(slack_client(TOKEN, slack.url), user)


@pytest.mark.parametrize(
    ("user", "profile"),
    [
        (
            {"real_name": "Ola Brandt", "tz": "Europe/Oslo", "profile": {"title": "Sales"}},
            Profile("Ola Brandt", "Sales", "Europe/Oslo"),
        ),
        ({"profile": {"real_name": "Ola Brandt", "title": ""}}, Profile("Ola Brandt", "", "")),
        ({"tz": None}, Profile("", "", "")),
    ],
)
def test_what_is_known_is_read(slack: SlackApi, user: Message, profile: Profile) -> None:
    slack.users["U1"] = user
    assert read(slack) == profile


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (refusal("missing_scope", needed="users:read"), MissingSetting),
        (refusal("user_not_visible"), InvalidInput),
        (Fault(cut=True), Unavailable),
    ],
)
def test_what_slack_does_not_tell_is_an_error(slack: SlackApi, fault: Fault, error: type[Exception]) -> None:
    slack.fail_next("users.info", fault)
    with pytest.raises(error):
        read(slack)


def test_a_stranger_is_not_known(slack: SlackApi) -> None:
    with pytest.raises(InvalidInput, match="user_not_found"):
        read(slack, "U2")
