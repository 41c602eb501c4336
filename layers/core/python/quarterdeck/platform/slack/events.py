"""Reads the Events API's bodies: https://docs.slack.dev/apis/events-api."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from quarterdeck.kernel.errors import InvalidInput
from quarterdeck.platform.slack.markup import readable


@dataclass(frozen=True, slots=True)
class Challenge:
    """Slack asks whether this endpoint is ours: the answer is the challenge itself."""

    challenge: str


@dataclass(frozen=True, slots=True)
class SlackQuestion:
    """A person's message to the bot, in readable text without the bot's mention.

    ``event_id`` is the same in every delivery of the event. ``thread_ts`` is the thread to answer in.
    ``external`` tells that people of another organisation read the channel too (Slack Connect).
    """

    event_id: str
    team_id: str
    channel: str
    thread_ts: str
    user: str
    text: str
    external: bool
    sent_at: datetime


def parse(body: bytes) -> Challenge | SlackQuestion | None:
    """Return what the verified body asks for, or None where it asks nothing of us.

    Nothing is asked by bots, edits and other kinds of message, events of other types, or a bare mention.

    Raises:
        InvalidInput: the body is not an Events API body; the error names the field.
    """
    outer = _json(body)
    kind = _text(outer, "type")
    if kind == "url_verification":
        return Challenge(_text(outer, "challenge"))
    if kind != "event_callback":
        return None
    event, us = _object(outer, "event"), _authorization(outer)
    if not _asks(event, us):
        return None
    text = readable(_text(event, "text", empty=True), bot=us.get("user_id"))
    return _question(outer, event, us, text) if text else None


def _asks(event: Mapping[str, object], us: Mapping[str, object]) -> bool:
    """A person's own new message: a mention of the bot, or a direct one."""
    kind = _text(event, "type")
    if kind != "app_mention" and (kind, event.get("channel_type")) != ("message", "im"):
        return False
    if any(event.get(mark) for mark in ("subtype", "bot_id", "bot_profile", "edited", "hidden")):
        return False
    return event.get("user") is None or event.get("user") != us.get("user_id")


def _question(
    outer: Mapping[str, object], event: Mapping[str, object], us: Mapping[str, object], text: str
) -> SlackQuestion:
    # In a channel shared between workspaces the outer team is the sender's; the authorization names ours.
    team = _text(us, "team_id") if us.get("team_id") else _text(outer, "team_id")
    return SlackQuestion(
        event_id=_text(outer, "event_id"),
        team_id=team,
        channel=_text(event, "channel"),
        thread_ts=_text(event, "thread_ts") if event.get("thread_ts") else _text(event, "ts"),
        user=_text(event, "user"),
        text=text,
        external=outer.get("is_ext_shared_channel") is True,
        sent_at=_instant(_text(event, "ts")),
    )


def _instant(ts: str) -> datetime:
    """Return the instant of a message's ``ts``: seconds, and a fraction that tells messages apart."""
    if not re.fullmatch(r"[0-9]{1,11}\.[0-9]{1,9}", ts):
        raise InvalidInput("the Slack event's ts is not a timestamp", field="ts")
    return datetime.fromtimestamp(float(ts), UTC)


def _json(body: bytes) -> Mapping[str, object]:
    try:
        value = json.loads(body.decode())
    except (ValueError, RecursionError):
        raise InvalidInput("the Slack event is not JSON in UTF-8", field="body") from None
    if not isinstance(value, dict):
        raise InvalidInput("the Slack event is not a JSON object", field="body")
    return value


def _object(of: Mapping[str, object], name: str) -> Mapping[str, object]:
    value = of.get(name)
    if not isinstance(value, dict):
        raise InvalidInput(f"the Slack event's {name} is not an object", field=name)
    return value


def _text(of: Mapping[str, object], name: str, *, empty: bool = False) -> str:
    value = of.get(name)
    if not isinstance(value, str) or not (value or empty):
        raise InvalidInput(f"the Slack event's {name} is not a text", field=name)
    return value


def _authorization(outer: Mapping[str, object]) -> Mapping[str, object]:
    """Return the installation that the event was sent to, as far as the body tells."""
    match outer.get("authorizations"):
        case [dict() as first, *_]:
            return first
    return {}
