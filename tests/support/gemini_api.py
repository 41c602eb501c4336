"""A loopback Gemini with its search tool, which checks what a client asks as the real one does."""

import json
from collections.abc import Sequence
from typing import Any

from tests.support.loopback import Call, Fault, Loopback, Reply

MODEL = "gemini-2.5-flash"
GENERATE = f"/v1beta/models/{MODEL}:generateContent"

Said = tuple[str, Sequence[tuple[str, str]]]
"""A sentence, and the pages (url, title) that bear it out; none for one that the model made up."""


class GeminiApi(Loopback):
    """Answers each prompt with the sentences ``said``, for callers with the ``key``."""

    def __init__(self, said: Sequence[Said] = (), key: str = "gemini-loopback") -> None:
        super().__init__()
        self.said = said
        self.key = key

    @property
    def requests(self) -> list[dict[str, Any]]:
        """The bodies that were sent, as JSON."""
        return [json.loads(call.body) for call in self.calls]

    def fail_next(self, fault: Fault, times: int = 1) -> None:
        """Let the next searches go wrong."""
        self.fail(GENERATE, fault, times)

    def answer(self, call: Call) -> Reply:
        if call.path != GENERATE:
            return _error(404, "NOT_FOUND", f"{call.path} is not found for API version v1beta")
        if call.headers.get("x-goog-api-key") != self.key:
            return _error(400, "INVALID_ARGUMENT", "API key not valid. Please pass a valid API key.")
        request = json.loads(call.body)
        if request.get("tools") != [{"google_search": {}}] or not request["contents"][0]["parts"][0]["text"]:
            return _error(400, "INVALID_ARGUMENT", "Invalid JSON payload received.")
        return Reply(reply(self.said))


def reply(said: Sequence[Said]) -> dict[str, Any]:
    """Return the body in which Gemini says the sentences; its indices count bytes, and a zero is left out."""
    chunks = [{"web": {"uri": uri, "title": title}} for _, pages in said for uri, title in pages]
    supports, start, taken = [], 0, 0
    for text, pages in said:
        end = start + len(text.encode())
        segment = {"endIndex": end, "text": text} | ({"startIndex": start} if start else {})
        indices = list(range(taken, taken + len(pages)))
        supports += [{"segment": segment, "groundingChunkIndices": indices}] if pages else []
        start, taken = end + 1, taken + len(pages)
    metadata: dict[str, Any] = {}
    if chunks:
        metadata = {
            "groundingChunks": chunks,
            "groundingSupports": supports,
            "webSearchQueries": ["what it looked for"],
        }
    content = {"role": "model", "parts": [{"text": " ".join(text for text, _ in said)}]}
    return {
        "candidates": [{"content": content, "finishReason": "STOP", "groundingMetadata": metadata}],
        "usageMetadata": {
            "promptTokenCount": 110,
            "toolUsePromptTokenCount": 40,
            "candidatesTokenCount": 60,
            "thoughtsTokenCount": 20,
        },
        "modelVersion": MODEL,
    }


def _error(status: int, kind: str, message: str) -> Reply:
    return Reply({"error": {"code": status, "message": message, "status": kind}}, status)
