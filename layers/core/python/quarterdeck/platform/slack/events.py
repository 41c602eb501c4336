"""Reads the Events API's bodies: https://docs.slack.dev/apis/events-api."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime

from msgspec import Struct

from quarterdeck.kernel.errors import InvalidInput
from quarterdeck.platform.slack.json_body import object_at, parse_object, text_at
from quarterdeck.platform.slack.markup import readable

EVENT = "event"


class Challenge(Struct, frozen=True):
    """Slack asks whether this endpoint is ours: the answer is the challenge itself."""

    challenge: str


class SlackQuestion(Struct, frozen=True):
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
    outer = parse_object(body, EVENT)
    kind = text_at(outer, "type", EVENT)
    if kind == "url_verification":
        return Challenge(text_at(outer, "challenge", EVENT))
    if kind != "event_callback":
        return None
    event, us = object_at(outer, "event", EVENT), _authorization(outer)
    if not _asks(event, us):
        return None
    text = readable(text_at(event, "text", EVENT, empty=True), bot=us.get("user_id"))
    return _question(outer, event, us, text) if text else None


def _asks(event: Mapping[str, object], us: Mapping[str, object]) -> bool:
    """A person's own new message: a mention of the bot, or a direct one."""
    kind = text_at(event, "type", EVENT)
    if kind != "app_mention" and (kind, event.get("channel_type")) != ("message", "im"):
        return False
    if any(event.get(mark) for mark in ("subtype", "bot_id", "bot_profile", "edited", "hidden")):
        return False
    return event.get("user") is None or event.get("user") != us.get("user_id")


def _question(
    outer: Mapping[str, object], event: Mapping[str, object], us: Mapping[str, object], text: str
) -> SlackQuestion:
    # In a channel shared between workspaces the outer team is the sender's; the authorization names ours.
    team = text_at(us, "team_id", EVENT) if us.get("team_id") else text_at(outer, "team_id", EVENT)
    return SlackQuestion(
        event_id=text_at(outer, "event_id", EVENT),
        team_id=team,
        channel=text_at(event, "channel", EVENT),
        thread_ts=text_at(event, "thread_ts", EVENT)
        if event.get("thread_ts")
        else text_at(event, "ts", EVENT),
        user=text_at(event, "user", EVENT),
        text=text,
        external=outer.get("is_ext_shared_channel") is True,
        sent_at=_instant(text_at(event, "ts", EVENT)),
    )


def _instant(ts: str) -> datetime:
    """Return the instant of a message's ``ts``: seconds, and a fraction that tells messages apart."""
    if not re.fullmatch(r"[0-9]{1,11}\.[0-9]{1,9}", ts):
        raise InvalidInput("the Slack event's ts is not a timestamp", field="ts")
    return datetime.fromtimestamp(float(ts), UTC)


def _authorization(outer: Mapping[str, object]) -> Mapping[str, object]:
    """Return the installation that the event was sent to, as far as the body tells."""
    match outer.get("authorizations"):
        case [dict() as first, *_]:
            return first
    return {}
