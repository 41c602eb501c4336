"""Anthropic's models through its Messages API: https://docs.anthropic.com/en/api/messages.

Its OpenAI-compatible endpoint does not enforce schemas, so the API itself is spoken. A schema is given as the input of
a tool that the model has to use, which every model of it can.
"""

import json
from collections.abc import Callable, Generator, Sequence
from typing import Any

from pydantic import BaseModel, ValidationError

from quarterdeck.services.llm.failures import clean_key, cut_off, malformed
from quarterdeck.services.llm.http_api import HttpApi
from quarterdeck.services.llm.model import Message, Usage
from quarterdeck.services.llm.provider import ProviderReply

VERSION = "2023-06-01"
TOOL = "answer"


class AnthropicMessages:
    """Asks ``model``; ``api_key`` is called for each completion, so a rotated key is seen."""

    def __init__(
        self,
        base_url: str,
        model: str,
        api_key: Callable[[], str],
        *,
        name: str = "anthropic",
        max_output_tokens: int = 4096,
    ) -> None:
        self.name = name
        self._api = HttpApi(
            base_url, lambda: {"x-api-key": clean_key(api_key()), "anthropic-version": VERSION}
        )
        self._asked = {"model": model, "max_tokens": max_output_tokens}

    def complete(
        self, messages: Sequence[Message], schema: type[BaseModel], deadline: float
    ) -> ProviderReply:
        """Ask for one JSON object of the schema; see ``Provider``."""
        tool = {
            "name": TOOL,
            "description": "Give the answer.",
            "input_schema": schema.model_json_schema(),
        }
        chosen = {"tools": [tool], "tool_choice": {"type": "tool", "name": TOOL}}
        return _read(self._api.post("/v1/messages", self._asked | _prompt(messages) | chosen, deadline))

    def stream(
        self, messages: Sequence[Message], deadline: float
    ) -> Generator[str | ProviderReply, None, None]:
        """Ask for text, piece by piece; see ``Provider``."""
        said, model, usage, ended = [], "", Usage(), False
        body = self._asked | _prompt(messages) | {"stream": True}
        for event in self._api.events("/v1/messages", body, deadline):
            match event:
                case {"type": "message_start", "message": {"model": str(model), "usage": dict(counted)}}:
                    usage += Usage(_Tokens.model_validate(counted).input)
                case {"type": "content_block_delta", "delta": {"type": "text_delta", "text": str(text)}}:
                    said.append(text)
                    yield text
                case {"type": "message_delta", "usage": {"output_tokens": int(output_tokens)}}:
                    usage = Usage(usage.input_tokens, output_tokens)
                case {"type": "message_stop"}:
                    ended = True
                case {"type": "error"}:
                    raise cut_off()
        if not ended:
            raise cut_off()
        yield ProviderReply("".join(said), model, usage)

    def check(self, deadline: float) -> None:
        """List one model, which costs nothing."""
        self._api.get("/v1/models?limit=1", deadline)


class _Block(BaseModel):
    type: str
    input: dict[str, Any] | None = None


class _Tokens(BaseModel):
    input_tokens: int = 0
    cache_creation_input_tokens: int | None = None
    cache_read_input_tokens: int | None = None
    output_tokens: int = 0

    @property
    def input(self) -> int:
        """All of the prompt's tokens; cached ones are billed lower, so a cost is an upper bound."""
        cached = (self.cache_creation_input_tokens or 0) + (self.cache_read_input_tokens or 0)
        return self.input_tokens + cached


class _Body(BaseModel):
    model: str
    content: list[_Block]
    usage: _Tokens


def _read(text: str) -> ProviderReply:
    try:
        body = _Body.model_validate_json(text)
    except ValidationError:
        raise malformed("a message") from None
    answer = next(
        (json.dumps(b.input) for b in body.content if b.type == "tool_use" and b.input is not None), ""
    )
    return ProviderReply(answer, body.model, Usage(body.usage.input, body.usage.output_tokens))


def _prompt(messages: Sequence[Message]) -> dict[str, Any]:
    """Return the prompt as the API takes it: what the system says stands apart."""
    system = "\n\n".join(message.content for message in messages if message.role == "system")
    turns = [{"role": m.role, "content": m.content} for m in messages if m.role != "system"]
    return {"messages": turns} | ({"system": system} if system else {})
