"""What a scripted provider has besides its completions."""

from collections.abc import Generator, Sequence

from quarterdeck.services.llm.model import Message
from quarterdeck.services.llm.provider import ProviderReply


class CompletesOnly:
    """Is not to be asked for a stream, nor whether it is well."""

    def stream(
        self, messages: Sequence[Message], deadline: float
    ) -> Generator[str | ProviderReply, None, None]:
        raise NotImplementedError

    def check(self, deadline: float) -> None:
        raise NotImplementedError
