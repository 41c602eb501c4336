"""Says of Slack's errors what happened and what to do: https://docs.slack.dev/reference/methods/chat.postMessage."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPException

from slack_sdk.errors import SlackApiError

from quarterdeck.kernel.errors import (
    Conflict,
    Forbidden,
    InvalidInput,
    MissingSetting,
    NotFound,
    Unavailable,
)

INVITE = "the bot is not in the Slack channel {channel}: invite it there with /invite"
FAILED = "Slack failed ({code}); what was asked may or may not be done"

_KINDS: tuple[tuple[str, type[Exception], str], ...] = (
    ("channel_not_found", NotFound, INVITE),
    ("not_in_channel", Forbidden, INVITE),
    ("is_archived", Conflict, "the Slack channel {channel} is archived"),
    ("thread_not_found", NotFound, "the Slack thread in {channel} is gone"),
    ("missing_scope", MissingSetting, "the Slack app lacks the scope {needed}: add it and reinstall the app"),
    (
        "invalid_auth not_authed account_inactive token_revoked token_expired not_allowed_token_type",
        MissingSetting,
        "Slack refuses the bot token ({code}): reinstall the app and store its new token",
    ),
    (
        "restricted_action restricted_action_read_only_channel restricted_action_thread_only_channel",
        Forbidden,
        "the workspace's rules keep the bot from posting in {channel} ({code}): ask its administrators",
    ),
    ("ratelimited message_limit_exceeded", Unavailable, "Slack takes no more calls for now ({code})"),
    (
        "internal_error fatal_error service_unavailable request_timeout team_added_to_org",
        Unavailable,
        FAILED,
    ),
)
_ERRORS = {code: (kind, text) for codes, kind, text in _KINDS for code in codes.split()}


@contextmanager
def explained(channel: str) -> Iterator[None]:
    """Turn what the SDK raises about calls on this channel into the errors of the kernel."""
    try:
        yield
    except SlackApiError as error:
        raise _explanation(error, channel) from error
    except (OSError, HTTPException, json.JSONDecodeError, UnicodeDecodeError) as error:
        raise Unavailable(FAILED.format(code=type(error).__name__)) from error


def _explanation(error: SlackApiError, channel: str) -> Exception:
    response = error.response
    code, status = str(response.get("error", "")), int(response.status_code)
    if code in _ERRORS:
        kind, text = _ERRORS[code]
        return kind(text.format(channel=channel, code=code, needed=response.get("needed", "that it needs")))
    if status != 200 or not re.fullmatch(r"[a-z_]+", code):  # noqa: PLR2004
        return Unavailable(FAILED.format(code=f"status {status}"))
    return InvalidInput(f"Slack refuses the call ({code})")
