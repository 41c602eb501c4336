"""A loopback endpoint of OpenAI's chat completions, which checks what a client asks as the real one does."""

import json
from typing import Any

from tests.support.loopback import Call, Fault, Loopback, Reply

COMPLETIONS = "/v1/chat/completions"


class OpenAiApi(Loopback):
    """Answers each prompt with ``text`` as ``model``, for callers with the ``key`` (None: for all).

    ``structured=False`` makes it an endpoint that knows JSON answers but no schemas.
    """

    def __init__(self, text: str = "{}", key: str | None = "sk-loopback", *, structured: bool = True) -> None:
        super().__init__()
        self.text = text
        self.key = key
        self.structured = structured

    @property
    def url(self) -> str:
        return f"{self.origin}/v1"

    @property
    def requests(self) -> list[dict[str, Any]]:
        """The bodies that were sent, as JSON."""
        return [json.loads(call.body) for call in self.calls]

    def fail_next(self, fault: Fault, times: int = 1) -> None:
        """Let the next completions go wrong."""
        self.fail(COMPLETIONS, fault, times)

    def answer(self, call: Call) -> Reply:
        if call.path != COMPLETIONS:
            return _error(404, f"Invalid URL (POST {call.path})")
        if self.key and call.headers.get("authorization") != f"Bearer {self.key}":
            return _error(401, f"Incorrect API key provided: {call.headers.get('authorization')}")
        request = json.loads(call.body)
        problem = _problem(request, structured=self.structured)
        return (
            _error(400, problem)
            if problem
            else Reply(_completion(f"{request['model']}-2025-04-14", self.text))
        )


def _problem(request: dict[str, Any], *, structured: bool) -> str:
    shape = request.get("response_format", {})
    if not all(
        message.keys() == {"role", "content"} and message["content"] for message in request["messages"]
    ):
        return "Invalid 'messages'"
    if shape.get("type") == "json_object":
        return "" if "json" in str(request["messages"]).lower() else "'messages' must contain the word 'json'"
    if shape.get("type") != "json_schema" or not structured:
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
        "usage": {"prompt_tokens": 120, "completion_tokens": 30, "total_tokens": 150},
    }


def _error(status: int, message: str) -> Reply:
    return Reply({"error": {"message": message, "type": "invalid_request_error"}}, status)
