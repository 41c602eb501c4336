"""The function that follows runs, started and not waited for."""

from msgspec import Struct

from quarterdeck.contexts.assistant.streaming.following import Listening
from quarterdeck.kernel.codec import dump_json
from quarterdeck.platform.aws import client


class FollowerFunction(Struct, frozen=True):
    name: str

    def start(self, listening: Listening) -> None:
        client("lambda").invoke(FunctionName=self.name, InvocationType="Event", Payload=dump_json(listening))
