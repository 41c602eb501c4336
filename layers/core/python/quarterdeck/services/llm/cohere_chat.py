"""Cohere's models through its chat API: https://docs.cohere.com/reference/chat."""

from collections.abc import Callable, Generator, Sequence
from typing import Any

from pydantic import BaseModel, ValidationError

from quarterdeck.kernel.codec import dump
from quarterdeck.services.llm.failures import clean_key, cut_off, malformed
from quarterdeck.services.llm.http_api import HttpApi
from quarterdeck.services.llm.model import Message, Usage
from quarterdeck.services.llm.provider import ProviderReply


class CohereChat:
    """Asks ``model``; ``api_key`` is called for each completion, so a rotated key is seen."""

    def __init__(
        self,
        base_url: str,
        model: str,
        api_key: Callable[[], str],
        *,
        name: str = "cohere",
        max_output_tokens: int = 4096,
    ) -> None:
        self.name = name
        self._api = HttpApi(base_url, lambda: {"authorization": f"Bearer {clean_key(api_key())}"})
        self._model = model
        self._asked: dict[str, Any] = {"model": model, "max_tokens": max_output_tokens}

    def complete(
        self, messages: Sequence[Message], schema: type[BaseModel], deadline: float
    ) -> ProviderReply:
        """Ask for one JSON object of the schema; see ``Provider``."""
        shape = {"type": "json_object", "json_schema": schema.model_json_schema()}
        body = self._body(messages) | {"response_format": shape, "stream": False}
        return self._read(self._api.post("/v2/chat", body, deadline))

    def stream(
        self, messages: Sequence[Message], deadline: float
    ) -> Generator[str | ProviderReply, None, None]:
        """Ask for text, piece by piece; see ``Provider``."""
        said: list[str] = []
        for event in self._api.events("/v2/chat", self._body(messages) | {"stream": True}, deadline):
            match event:
                case {"type": "content-delta", "delta": {"message": {"content": {"text": str(text)}}}}:
                    said.append(text)
                    yield text
                case {"type": "message-end", "delta": {"finish_reason": "ERROR" | "TIMEOUT"}}:
                    raise cut_off()
                case {"type": "message-end", "delta": {"usage": dict(usage)}}:
                    yield ProviderReply("".join(said), self._model, _Usage.model_validate(usage).billed)
                    return
        raise cut_off()

    def check(self, deadline: float) -> None:
        """List one model, which costs nothing."""
        self._api.get("/v1/models?page_size=1", deadline)

    def _body(self, messages: Sequence[Message]) -> dict[str, Any]:
        return self._asked | {"messages": dump(messages)}

    def _read(self, text: str) -> ProviderReply:
        try:
            body = _Body.model_validate_json(text)
        except ValidationError:
            raise malformed("a chat response") from None
        said = "".join(part.text for part in body.message.content or () if part.type == "text")
        return ProviderReply(said, self._model, body.usage.billed)


class _Part(BaseModel):
    type: str
    text: str = ""


class _Said(BaseModel):
    content: list[_Part] | None = None


class _Tokens(BaseModel):
    input_tokens: float = 0
    output_tokens: float = 0


class _Usage(BaseModel):
    """``billed_units`` leaves out the tokens that Cohere adds of its own."""

    billed_units: _Tokens = _Tokens()

    @property
    def billed(self) -> Usage:
        return Usage(int(self.billed_units.input_tokens), int(self.billed_units.output_tokens))


class _Body(BaseModel):
    message: _Said
    usage: _Usage = _Usage()
