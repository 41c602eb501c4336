"""What is read of a streamed chat completion: https://platform.openai.com/docs/api-reference/chat-streaming."""

from typing import Any

from msgspec import Struct, field

from quarterdeck.services.llm.failures import cut_off
from quarterdeck.services.llm.model import Usage
from quarterdeck.services.llm.provider import ProviderReply


class ChatStream(Struct):
    """Takes the chunks of one stream in their order."""

    said: list[str] = field(default_factory=list)
    model: str = ""
    usage: Usage = Usage()
    finished: bool = False

    def piece(self, chunk: Any) -> str:
        """Return the text in the chunk, if any; the last one has the usage and no choices."""
        self.model = chunk.model or self.model
        if chunk.usage:
            self.usage = Usage(chunk.usage.prompt_tokens or 0, chunk.usage.completion_tokens or 0)
        if not chunk.choices:
            return ""
        self.finished = self.finished or chunk.choices[0].finish_reason is not None
        text: str = chunk.choices[0].delta.content or ""
        self.said.append(text)
        return text

    def reply(self) -> ProviderReply:
        """Return the whole.

        Raises:
            ProviderFailed: the stream ended before the model did.
        """
        if not self.finished:
            raise cut_off()
        return ProviderReply("".join(self.said), self.model, self.usage)
