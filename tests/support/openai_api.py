"""A loopback endpoint of OpenAI's chat completions, which checks what a client asks as the real one does."""

import json
from typing import Any

from tests.support.loopback import Call, Reply, sse
from tests.support.model_api import INPUT_TOKENS, OUTPUT_TOKENS, ModelApi

COMPLETIONS = "/v1/chat/completions"
USAGE = {
    "prompt_tokens": INPUT_TOKENS,
    "completion_tokens": OUTPUT_TOKENS,
    "total_tokens": INPUT_TOKENS + OUTPUT_TOKENS,
}


class OpenAiApi(ModelApi):
    """``structured=False`` makes it an endpoint that knows JSON answers but no schemas."""

    paths = (COMPLETIONS,)

    def __init__(self, text: str = "{}", key: str | None = "sk-loopback", *, structured: bool = True) -> None:
        super().__init__(text, key)
        self.structured = structured

    @property
    def url(self) -> str:
        return f"{self.origin}/v1"

    def answer(self, call: Call) -> Reply:
        if self.key and call.headers.get("authorization") != f"Bearer {self.key}":
            return _error(401, f"Incorrect API key provided: {call.headers.get('authorization')}")
        if call.path == "/v1/models":
            return Reply({"object": "list", "data": []})
        if call.path != COMPLETIONS:
            return _error(404, f"Invalid URL (POST {call.path})")
        return self._complete(json.loads(call.body))

    def _complete(self, request: dict[str, Any]) -> Reply:
        problem = _problem(request, structured=self.structured)
        model = f"{request['model']}-2025-04-14"
        if problem:
            return _error(400, problem)
        return self._streamed(model) if request.get("stream") else Reply(_completion(model, self.text))

    def _streamed(self, model: str) -> Reply:
        deltas = [_chunk(model, {"content": piece}) for piece in self.pieces()]
        usage = _chunk(model, {}) | {"choices": [], "usage": USAGE}
        return sse(
            _chunk(model, {"role": "assistant", "content": ""}),
            *deltas,
            _chunk(model, {}, "stop"),
            usage,
            "[DONE]",
        )


def _problem(request: dict[str, Any], *, structured: bool) -> str:
    shape = request.get("response_format", {"type": "text"})
    if not all(
        message.keys() == {"role", "content"} and message["content"] for message in request["messages"]
    ):
        return "Invalid 'messages'"
    if request["max_completion_tokens"] < 1:
        return "Invalid 'max_completion_tokens'"
    if shape["type"] == "text":
        return ""
    if shape["type"] == "json_object":
        return "" if "json" in str(request["messages"]).lower() else "'messages' must contain the word 'json'"
    if shape["type"] != "json_schema" or not structured:
        return "Invalid parameter: 'response_format' of this type is not supported"
    return "" if _is_strict(shape["json_schema"]) else "Invalid schema for response_format"


def _is_strict(spec: dict[str, Any]) -> bool:
    """Strict mode wants a name, and every object closed with all of its properties required."""
    parts = [spec["schema"], *spec["schema"].get("$defs", {}).values()]
    closed = [
        part["additionalProperties"] is False and part["required"] == list(part["properties"])
        for part in parts
        if part["type"] == "object"
    ]
    return all([spec["strict"] is True, spec["name"].isidentifier(), *closed])


def _completion(model: str, text: str) -> dict[str, Any]:
    return {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1_767_225_600,
        "model": model,
        "choices": [
            {
                "index": 0,
                "message": {"role": "assistant", "content": text, "refusal": None},
                "finish_reason": "stop",
            }
        ],
        "usage": USAGE,
    }


def _chunk(model: str, delta: dict[str, str], finish_reason: str | None = None) -> dict[str, Any]:
    return {
        "id": "chatcmpl-1",
        "object": "chat.completion.chunk",
        "created": 1_767_225_600,
        "model": model,
        "choices": [{"index": 0, "delta": delta, "finish_reason": finish_reason}],
    }


def _error(status: int, message: str) -> Reply:
    return Reply({"error": {"message": message, "type": "invalid_request_error"}}, status)
