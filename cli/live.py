"""Shows the events of a run as they come."""

from collections.abc import Callable
from dataclasses import dataclass

from rich.console import Console

from cli.api import Json
from cli.text import safe

STAGES = {
    "classify": "Understanding the question",
    "resolve": "Finding the meeting",
    "gather": "Gathering evidence",
    "answer": "Answering",
    "verify": "Verifying every claim",
}


@dataclass(frozen=True, slots=True)
class Live:
    """Prints the text, where there is a ``console``, and names the stage; after the text's end comes a new line."""

    console: Console | None
    stage: Callable[[str], None]

    def __call__(self, event: Json) -> None:
        data = event["data"]
        if event["type"] == "stage" and data["stage"] in STAGES:
            self.stage(STAGES[data["stage"]])
        elif self.console and event["type"] == "text":
            self.console.print(safe(data["text"]), end="", soft_wrap=True)
        elif self.console and event["type"] == "end":
            self.console.print()
