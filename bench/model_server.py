"""``python -m bench.model_server``: an OpenAI-compatible endpoint of constant replies, in a process of its own.

Prints its URL, then serves until stdin closes. ``GET /times`` returns how long each completion took here, in ms.
"""

import sys
import time

from tests.support.loopback import Call, Fault, Reply
from tests.support.openai_api import OpenAiApi

ANSWER = '{"claim": "They asked for a pilot first.", "evidence": ["e1", "e4"]}'


class Timed(OpenAiApi):
    """Keeps the time from a request at hand to its answer at hand."""

    def __init__(self) -> None:
        super().__init__(ANSWER, key=None)
        self.times: list[float] = []

    def take(self, call: Call) -> tuple[Reply, Fault]:
        if call.path == "/times":
            times, self.times = self.times, []
            return Reply({"ms": times}), Fault()
        began = time.perf_counter()
        taken = super().take(call)
        self.times.append((time.perf_counter() - began) * 1000)
        return taken


def main() -> None:
    """Serve until the starter is done."""
    with Timed() as api:
        print(api.url, flush=True)
        sys.stdin.read()


if __name__ == "__main__":
    main()
