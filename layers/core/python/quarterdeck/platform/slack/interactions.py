"""Reads what Slack sends when somebody presses a button or sends a form: https://docs.slack.dev/interactivity."""

from collections.abc import Mapping
from urllib.parse import parse_qs

from msgspec import Struct

from quarterdeck.kernel.errors import InvalidInput
from quarterdeck.platform.slack.json_body import object_at, parse_object, text_at

WHAT = "interaction"


class Actor(Struct, frozen=True):
    """Who did it: ``team_id`` is the workspace that it was done in, ``home`` the one that the person is of.

    ``trigger_id`` is another for every interaction; within three seconds of it a form can be opened.
    """

    team_id: str
    home: str
    user: str
    trigger_id: str


class Pressed(Struct, frozen=True):
    """A button of a message of ours: ``ts`` in ``channel`` is the message."""

    actor: Actor
    action_id: str
    value: str
    channel: str
    ts: str


class Sent(Struct, frozen=True):
    """A form: what it remembered, and what was chosen or written in each of its fields (empty where nothing was)."""

    actor: Actor
    callback_id: str
    remembered: str
    fields: Mapping[str, str]


def parse_interaction(body: bytes) -> Pressed | Sent | None:
    """Return what the verified, form-encoded body tells, or None for a kind of interaction that isn't ours.

    Raises:
        InvalidInput: the body isn't an interaction; the error names the field.
    """
    payload = parse_object(_payload(body), WHAT)
    kind = text_at(payload, "type", WHAT)
    if kind == "block_actions" and payload.get("message"):
        return _pressed(payload)
    return _sent(payload) if kind == "view_submission" else None


def _payload(body: bytes) -> str:
    try:
        (payload,) = parse_qs(body.decode(), max_num_fields=10).get("payload", [])
    except ValueError:
        raise InvalidInput("the Slack interaction has no payload", field="payload") from None
    return payload


def _actor(payload: Mapping[str, object]) -> Actor:
    team, user = object_at(payload, "team", WHAT), object_at(payload, "user", WHAT)
    team_id = text_at(team, "id", WHAT)
    home = text_at(user, "team_id", WHAT) if user.get("team_id") else team_id
    return Actor(team_id, home, text_at(user, "id", WHAT), text_at(payload, "trigger_id", WHAT))


def _pressed(payload: Mapping[str, object]) -> Pressed | None:
    container = object_at(payload, "container", WHAT)
    match payload.get("actions"):
        case [{"type": "button", "action_id": str(action_id), "value": str(value)}, *_]:
            channel, ts = (text_at(container, name, WHAT) for name in ("channel_id", "message_ts"))
            return Pressed(_actor(payload), action_id, value, channel, ts)
    return None


def _sent(payload: Mapping[str, object]) -> Sent:
    view = object_at(payload, "view", WHAT)
    values = object_at(object_at(view, "state", WHAT), "values", WHAT)
    return Sent(
        _actor(payload),
        text_at(view, "callback_id", WHAT),
        text_at(view, "private_metadata", WHAT, empty=True),
        {name: _value(block) for name, block in values.items()},
    )


def _value(block: object) -> str:
    """Return what was written in an input block's element, or the value of the option that was chosen."""
    match block:
        case {**elements} if len(elements) == 1:
            match next(iter(elements.values())):
                case {"value": str(text)} | {"selected_option": {"value": str(text)}}:
                    return text
    return ""
