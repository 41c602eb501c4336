"""A loopback Slack Web API: checks each call as Slack does, keeps the messages, and fails when told to.

with SlackApi(tokens={"xoxb-demo"}) as slack:
    ...  # point a WebClient at slack.url
    assert slack.wait_for(1)[0]["thread_ts"] == "1767225600.000100"
"""

import json
import time
from collections.abc import Collection, Mapping
from typing import Any
from urllib.parse import parse_qsl

from tests.support.loopback import Call, Fault, Loopback, Reply
from tests.support.slack_blocks import problem, view_problem

LOST_ANSWER = Fault(carried_out=True, cut=True)
"""The call is carried out, and the connection breaks before its answer."""

Message = dict[str, Any]


def rate_limited(retry_after: str) -> Fault:
    """Too many calls: come back after so many seconds."""
    return Fault(429, '{"ok": false, "error": "ratelimited"}', {"Retry-After": retry_after})


def refusal(code: str, **details: str) -> Fault:
    """Slack's own way to say no: status 200 and an error code."""
    return Fault(body=json.dumps({"ok": False, "error": code, **details}))


class SlackApi(Loopback):
    """Takes the bot ``tokens``; given ``channels``, the bot is in these only.

    ``messages`` are the bots', and ``views`` the forms that were opened, by their trigger, which is good for one.
    ``users`` are the people of the workspace.
    """

    def __init__(self, tokens: Collection[str], channels: Collection[str] | None = None) -> None:
        super().__init__()
        self.tokens = tokens
        self.channels = channels
        self.messages: list[Message] = []
        self.views: dict[str, Message] = {}
        self.users: dict[str, Message] = {}

    @property
    def url(self) -> str:
        """What SLACK_API_URL has to be."""
        return f"{self.origin}/api/"

    def methods(self) -> list[str]:
        """The API methods that were called, in order."""
        return [call.path.removeprefix("/api/") for call in self.calls]

    def fail_next(self, method: str, fault: Fault, times: int = 1) -> None:
        """Let the next calls of the method go wrong."""
        self.fail(f"/api/{method}", fault, times)

    def wait_for(self, count: int, seconds: float = 10) -> list[Message]:
        """Return the messages once there are ``count`` of them.

        Raises:
            TimeoutError: there are fewer when the time is over.
        """
        with self.changed:
            if not self.changed.wait_for(lambda: len(self.messages) >= count, seconds):
                raise TimeoutError(
                    f"{len(self.messages)} of {count} messages after {seconds} s: {self.messages}"
                )
            return list(self.messages)

    def answer(self, call: Call) -> Reply:
        arguments = _arguments(call)
        code = self._refuses(call, arguments)
        if code:
            return Reply({"ok": False, "error": code})
        methods = {
            "/api/auth.test": self._auth_test,
            "/api/chat.postMessage": self._post_message,
            "/api/chat.update": self._update,
            "/api/conversations.replies": self._replies,
            "/api/views.open": self._open,
            "/api/users.info": self._user,
        }
        return Reply({"ok": True, **methods[call.path](arguments)})

    def _refuses(self, call: Call, arguments: Mapping[str, Any]) -> str | None:
        token = call.headers.get("authorization", "").removeprefix("Bearer ")
        if token not in self.tokens:
            return "invalid_auth" if token else "not_authed"
        if call.path == "/api/auth.test":
            return None
        if call.path == "/api/users.info":
            return None if arguments.get("user") in self.users else "user_not_found"
        if call.path == "/api/views.open":
            return self._refuses_view(arguments)
        return self._refuses_message(call, arguments)

    def _refuses_view(self, arguments: Mapping[str, Any]) -> str | None:
        used = arguments["trigger_id"] in self.views
        return "exchanged_trigger_id" if used else view_problem(_json(arguments["view"]))

    def _refuses_message(self, call: Call, arguments: Mapping[str, Any]) -> str | None:
        channel, ts = arguments.get("channel", ""), arguments.get("ts")
        if not channel or (self.channels is not None and channel not in self.channels):
            return "channel_not_found"
        if call.path == "/api/conversations.replies":
            return None if ts else "invalid_arguments"
        if call.path == "/api/chat.update" and ts not in {message["ts"] for message in self.messages}:
            return "message_not_found"
        return problem(arguments) if call.path.startswith("/api/chat.") else "unknown_method"

    def _auth_test(self, _: Mapping[str, Any]) -> Message:
        return {"team_id": "T1", "user_id": "UBOT", "bot_id": "B1", "user": "quarterdeck", "team": "Example"}

    def _post_message(self, arguments: Mapping[str, Any]) -> Message:
        ts = f"{int(time.time())}.{len(self.messages):06}"
        message = {"type": "message", "bot_id": "B1", "user": "UBOT", "ts": ts, **arguments}
        self.messages.append(message)
        return {"channel": message["channel"], "ts": ts, "message": message}

    def _user(self, arguments: Mapping[str, Any]) -> Message:
        return {"user": {"id": arguments["user"], **self.users[arguments["user"]]}}

    def _open(self, arguments: Mapping[str, Any]) -> Message:
        view = _json(arguments["view"]) | {"id": f"V{len(self.views) + 1}"}
        self.views[arguments["trigger_id"]] = view
        return {"view": view}

    def _update(self, arguments: Mapping[str, Any]) -> Message:
        message = next(message for message in self.messages if message["ts"] == arguments["ts"])
        message.update(arguments)
        return {"channel": message["channel"], "ts": message["ts"], "message": message}

    def _replies(self, arguments: Mapping[str, Any]) -> Message:
        root = {"type": "message", "user": "U1", "text": "?", "ts": arguments["ts"]}
        place = (arguments["channel"], arguments["ts"])
        found = [
            message for message in self.messages if (message["channel"], message.get("thread_ts")) == place
        ]
        start, limit = int(arguments.get("cursor", 0)), int(arguments.get("limit", 1000))
        page = [root, *found][start : start + limit]
        if arguments.get("include_all_metadata") not in {"1", "true"}:
            page = [{key: value for key, value in message.items() if key != "metadata"} for message in page]
        more = start + limit <= len(found)
        cursor = {"next_cursor": str(start + limit)} if more else {}
        return {"messages": page, "has_more": more, "response_metadata": cursor}


def _json(value: Any) -> Message:
    """Return an argument that the SDK sends as JSON, or as JSON in a form."""
    found: Message = json.loads(value) if isinstance(value, str) else dict(value)
    return found


def _arguments(call: Call) -> dict[str, Any]:
    if call.headers.get("content-type", "").startswith("application/json"):
        found: dict[str, Any] = json.loads(call.body)
        return found
    return dict(parse_qsl(call.body.decode()))
