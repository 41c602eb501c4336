"""Slack's doors and the workspaces behind them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING

from quarterdeck.bootstrap.shared import CLOCK, once, secrets
from quarterdeck.kernel.settings import setting

if TYPE_CHECKING:
    from quarterdeck.contexts.assistant.slack_door import SlackDoor
    from quarterdeck.platform.slack.workspaces import SlackWorkspaces


@cache
def slack_workspaces() -> SlackWorkspaces:
    from quarterdeck.platform.slack.workspaces import SlackWorkspaces

    return SlackWorkspaces(secrets(), setting("SLACK_SECRET"), setting("SLACK_API_URL"))


@cache
def slack_door() -> SlackDoor:
    from quarterdeck.contexts.assistant.slack_door import SlackDoor

    return SlackDoor(setting("ANSWER_MACHINE_ARN"), once())


def verify_slack(headers: Mapping[str, str], raw_body: bytes) -> None:
    """Check Slack's signature with the app's signing secret.

    Raises:
        Unauthenticated: it isn't Slack's, or too old.
    """
    from quarterdeck.platform.slack.signature import verify

    verify(secrets().get(setting("SLACK_SECRET"))["signing_secret"], headers, raw_body, CLOCK.now())
