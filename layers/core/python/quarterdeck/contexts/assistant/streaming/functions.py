"""The function that follows runs, started and not waited for."""

from dataclasses import dataclass

from quarterdeck.contexts.assistant.streaming.following import Listening
from quarterdeck.kernel.codec import dump_json
from quarterdeck.platform.aws import client


@dataclass(frozen=True, slots=True)
class FollowerFunction:
    name: str

    def start(self, listening: Listening) -> None:
        client("lambda").invoke(FunctionName=self.name, InvocationType="Event", Payload=dump_json(listening))
