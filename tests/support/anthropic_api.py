"""A loopback endpoint of Anthropic's Messages API, which checks what a client asks as the real one does."""

import json
from typing import Any

from tests.support.loopback import Call, Reply, sse
from tests.support.model_api import INPUT_TOKENS, OUTPUT_TOKENS, ModelApi

MESSAGES = "/v1/messages"


class AnthropicApi(ModelApi):
    paths = (MESSAGES,)

    def answer(self, call: Call) -> Reply:
        if self.key and call.headers.get("x-api-key") != self.key:
            return _error(401, "authentication_error", "invalid x-api-key")
        if call.headers.get("anthropic-version") != "2023-06-01":
            return _error(400, "invalid_request_error", "anthropic-version: header is required")
        if call.path.startswith("/v1/models"):
            return Reply({"data": [], "has_more": False})
        request = json.loads(call.body)
        problem = _problem(request)
        if problem:
            return _error(400, "invalid_request_error", problem)
        if request.get("stream"):
            return self._streamed(request["model"])
        return Reply(_message(request["model"], [self._block(request)]) | {"usage": _usage(OUTPUT_TOKENS)})

    def _block(self, request: dict[str, Any]) -> dict[str, Any]:
        if "tools" not in request:
            return {"type": "text", "text": self.text}
        try:
            return {
                "type": "tool_use",
                "id": "toolu_1",
                "name": request["tool_choice"]["name"],
                "input": json.loads(self.text),
            }
        except json.JSONDecodeError:  # a model that says something instead
            return {"type": "text", "text": self.text}

    def _streamed(self, model: str) -> Reply:
        deltas = [
            {"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": piece}}
            for piece in self.pieces()
        ]
        return sse(
            {"type": "message_start", "message": _message(model, []) | {"usage": _usage(1)}},
            {"type": "content_block_start", "index": 0, "content_block": {"type": "text", "text": ""}},
            {"type": "ping"},
            *deltas,
            {"type": "content_block_stop", "index": 0},
            {
                "type": "message_delta",
                "delta": {"stop_reason": "end_turn"},
                "usage": {"output_tokens": OUTPUT_TOKENS},
            },
            {"type": "message_stop"},
        )


def _problem(request: dict[str, Any]) -> str:
    if request["max_tokens"] < 1:
        return "max_tokens: must be greater than 0"
    if not request["messages"] or any(m["role"] not in {"user", "assistant"} for m in request["messages"]):
        return "messages: roles must be user or assistant"
    names = {tool["name"] for tool in request.get("tools", []) if tool["input_schema"]["type"] == "object"}
    if "tool_choice" in request and request["tool_choice"] != {"type": "tool", "name": next(iter(names), "")}:
        return "tool_choice: no such tool"
    return ""


def _message(model: str, content: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "id": "msg_1",
        "type": "message",
        "role": "assistant",
        "model": model,
        "content": content,
        "stop_reason": "tool_use",
    }


def _usage(output_tokens: int) -> dict[str, int]:
    return {
        "input_tokens": INPUT_TOKENS - 20,
        "cache_creation_input_tokens": 0,
        "cache_read_input_tokens": 20,
        "output_tokens": output_tokens,
    }


def _error(status: int, kind: str, message: str) -> Reply:
    return Reply({"type": "error", "error": {"type": kind, "message": message}}, status)
