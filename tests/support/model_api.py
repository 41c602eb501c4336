"""What the loopback endpoints of language models have in common, whatever they speak."""

import json
from typing import Any

from tests.support.loopback import Fault, Loopback

INPUT_TOKENS, OUTPUT_TOKENS = 120, 30
"""What every answer is said to have taken."""


class ModelApi(Loopback):
    """Answers each prompt with ``text``, for callers with the ``key`` (None: for all)."""

    paths: tuple[str, ...] = ()
    """Where completions are asked for, streamed or not."""

    def __init__(self, text: str = "{}", key: str | None = "sk-loopback") -> None:
        super().__init__()
        self.text = text
        self.key = key

    @property
    def url(self) -> str:
        """Where a client is pointed to."""
        return self.origin

    @property
    def requests(self) -> list[dict[str, Any]]:
        """The bodies that were sent, as JSON."""
        return [json.loads(call.body) for call in self.calls if call.body]

    def fail_next(self, fault: Fault, times: int = 1) -> None:
        """Let the next completions go wrong."""
        for path in self.paths:
            self.fail(path, fault, times)

    def pieces(self) -> list[str]:
        """Return the text in the pieces in which it is streamed."""
        return [self.text[start : start + 8] for start in range(0, len(self.text), 8)]
