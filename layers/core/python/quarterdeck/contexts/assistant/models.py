"""Language models through a tape: what asking them came to is recorded, and played back in a replay.

A replay asks no provider, and neither cache nor breaker nor budget. The recorded text is validated again, and an
extractive answer is made again.
"""

from collections.abc import Callable

from msgspec import Struct
from pydantic import ValidationError

from quarterdeck.contexts.assistant.tape import Divergence, Tape
from quarterdeck.services.llm.asked import Asked
from quarterdeck.services.llm.gateway import Gateway
from quarterdeck.services.llm.model import Call, Completion, T


class TapedGateway(Struct, frozen=True):
    """The gateway of one stage of a run."""

    live: Gateway
    tape: Tape

    def complete(self, call: Call, schema: type[T], extractive: Callable[[], T]) -> Completion[T]:
        """Complete as ``Gateway.complete`` does, or as it did when the tape was recorded.

        Raises:
            Divergence: the recorded run asked for something else, or its answer is not of the schema any more.
        """
        request = [
            call.scope.contract,
            schema.__name__,
            call.tier,
            [[m.role, m.content] for m in call.messages],
        ]
        asked = self.tape.call("model", request, Asked, lambda: self.live.ask(call, schema))
        try:
            return asked.completion(schema, extractive)
        except ValidationError as error:
            raise Divergence(f"the recorded reply is no {schema.__name__} any more") from error
