"""A loopback endpoint of Cohere's chat API, which checks what a client asks as the real one does."""

import json
from typing import Any

from tests.support.loopback import Call, Reply, sse
from tests.support.model_api import INPUT_TOKENS, OUTPUT_TOKENS, ModelApi

CHAT = "/v2/chat"
USAGE = {
    "billed_units": {"input_tokens": float(INPUT_TOKENS), "output_tokens": float(OUTPUT_TOKENS)},
    "tokens": {"input_tokens": INPUT_TOKENS + 500.0, "output_tokens": OUTPUT_TOKENS + 5.0},
}


class CohereApi(ModelApi):
    paths = (CHAT,)

    def answer(self, call: Call) -> Reply:
        if self.key and call.headers.get("authorization") != f"Bearer {self.key}":
            return Reply({"message": "invalid api token"}, 401)
        if call.path.startswith("/v1/models"):
            return Reply({"models": []})
        request = json.loads(call.body)
        problem = _problem(request)
        if problem:
            return Reply({"message": problem}, 400)
        if request["stream"]:
            return self._streamed()
        message = {"role": "assistant", "content": [{"type": "text", "text": self.text}]}
        return Reply({"id": "chat-1", "finish_reason": "COMPLETE", "message": message, "usage": USAGE})

    def _streamed(self) -> Reply:
        deltas = [
            {"type": "content-delta", "index": 0, "delta": {"message": {"content": {"text": piece}}}}
            for piece in self.pieces()
        ]
        return sse(
            {"type": "message-start", "id": "chat-1", "delta": {"message": {"role": "assistant"}}},
            *deltas,
            {"type": "content-end", "index": 0},
            {"type": "message-end", "delta": {"finish_reason": "COMPLETE", "usage": USAGE}},
        )


def _problem(request: dict[str, Any]) -> str:
    if request["max_tokens"] < 1:
        return "max_tokens must be at least 1"
    if any(message.keys() != {"role", "content"} for message in request["messages"]):
        return "invalid messages"
    shape = request.get("response_format")
    if shape and (shape["type"] != "json_object" or not shape["json_schema"].get("required")):
        return "invalid json schema: an object needs a required field"
    return ""
