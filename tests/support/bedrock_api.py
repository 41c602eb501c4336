"""A loopback endpoint of Bedrock's Converse API with its two encodings: JSON, and AWS's event stream for streams.

https://docs.aws.amazon.com/AmazonS3/latest/API/RESTSelectObjectAppendix.html describes the messages of the latter.
"""

import json
import struct
from typing import Any
from urllib.parse import unquote
from zlib import crc32

from tests.support.loopback import Call, Reply
from tests.support.model_api import INPUT_TOKENS, OUTPUT_TOKENS, ModelApi

MODEL = "eu.amazon.nova-lite-v1:0"
USAGE = {
    "inputTokens": INPUT_TOKENS,
    "outputTokens": OUTPUT_TOKENS,
    "totalTokens": INPUT_TOKENS + OUTPUT_TOKENS,
}


class BedrockApi(ModelApi):
    """The ``key`` is the access key's id that a caller's signature has to name."""

    paths = tuple(f"/model/{MODEL.replace(':', '%3A')}/{way}" for way in ("converse", "converse-stream"))

    def answer(self, call: Call) -> Reply:
        if f"AWS4-HMAC-SHA256 Credential={self.key}/" not in call.headers.get("authorization", ""):
            return _error(403, "AccessDeniedException")
        if not unquote(call.path).startswith(f"/model/{MODEL}/"):
            return _error(404, "ResourceNotFoundException")
        request = json.loads(call.body)
        if _is_invalid(request):
            return _error(400, "ValidationException")
        if call.path.endswith("converse-stream"):
            return self._streamed()
        message = {"role": "assistant", "content": [self._block(request)]}
        metrics = {"latencyMs": 1}
        body = {"output": {"message": message}, "stopReason": "tool_use", "usage": USAGE, "metrics": metrics}
        return Reply(body)

    def _block(self, request: dict[str, Any]) -> dict[str, Any]:
        if "toolConfig" not in request:
            return {"text": self.text}
        try:
            tool = request["toolConfig"]["toolChoice"]["tool"]["name"]
            return {"toolUse": {"toolUseId": "tooluse_1", "name": tool, "input": json.loads(self.text)}}
        except json.JSONDecodeError:  # a model that says something instead
            return {"text": self.text}

    def _streamed(self) -> Reply:
        deltas = [
            event("contentBlockDelta", {"contentBlockIndex": 0, "delta": {"text": piece}})
            for piece in self.pieces()
        ]
        pieces = (
            event("messageStart", {"role": "assistant"}),
            *deltas,
            event("contentBlockStop", {"contentBlockIndex": 0}),
            event("messageStop", {"stopReason": "end_turn"}),
            event("metadata", {"usage": USAGE, "metrics": {"latencyMs": 1}}),
        )
        return Reply({}, pieces=pieces, content_type="application/vnd.amazon.eventstream")


def event(kind: str, payload: dict[str, Any], message_type: str = "event") -> bytes:
    """Return one message of an event stream."""
    names = {
        ":message-type": message_type,
        f":{message_type}-type": kind,
        ":content-type": "application/json",
    }
    headers = b"".join(_header(name, value) for name, value in names.items())
    body = json.dumps(payload).encode()
    prelude = struct.pack("!II", 16 + len(headers) + len(body), len(headers))
    message = prelude + struct.pack("!I", crc32(prelude)) + headers + body
    return message + struct.pack("!I", crc32(message))


def _header(name: str, value: str) -> bytes:
    text = 7  # the code of the type
    return (
        struct.pack("!B", len(name)) + name.encode() + struct.pack("!BH", text, len(value)) + value.encode()
    )


def _is_invalid(request: dict[str, Any]) -> bool:
    if request["inferenceConfig"]["maxTokens"] < 1 or not request["messages"]:
        return True
    if any(message["role"] not in {"user", "assistant"} for message in request["messages"]):
        return True
    chosen = request.get("toolConfig")
    if not chosen:
        return False
    names = [tool["toolSpec"]["name"] for tool in chosen["tools"]]
    return chosen["toolChoice"]["tool"]["name"] not in names


def _error(status: int, kind: str) -> Reply:
    return Reply({"message": f"{kind} of sk-secret"}, status, headers={"x-amzn-errortype": kind})
