"""A model behind an endpoint that speaks OpenAI's chat completions: OpenAI, Groq, Gemini, vLLM and others.

The only room that imports the openai SDK, which takes about a third of a second. On vLLM the name of a LoRA adapter
is the model: https://docs.vllm.ai/en/latest/features/lora.html.
"""

import json
import threading
import time
import weakref
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, replace
from functools import cache
from typing import Any

import httpx2
from openai import (
    APIConnectionError,
    APIError,
    APIStatusError,
    APITimeoutError,
    BadRequestError,
    OpenAI,
    UnprocessableEntityError,
    pydantic_function_tool,
)
from pydantic import BaseModel

from quarterdeck.services.llm.chat_completion import read
from quarterdeck.services.llm.chat_stream import ChatStream
from quarterdeck.services.llm.failures import clean_key, cut_off, late, malformed, rejected, unreachable
from quarterdeck.services.llm.model import Message, ProviderReply

NO_KEY = "none"


class OpenAiCompatible:
    """Asks ``model`` at ``base_url``; replies end after ``max_output_tokens``, where the endpoint knows that limit.

    ``api_key`` is called for each completion, so a rotated key is seen; an endpoint that asks for no key may
    have an empty one.
    """

    def __init__(
        self,
        base_url: str,
        model: str,
        api_key: Callable[[], str],
        *,
        name: str = "openai",
        max_output_tokens: int = 4096,
    ) -> None:
        self.name = name
        self._base_url = base_url
        self._api_key = api_key
        self._asked: dict[str, Any] = {"model": model, "max_completion_tokens": max_output_tokens}
        self._knows_schemas = True
        self._client: OpenAI | None = None
        self._making = threading.Lock()

    def complete(
        self, messages: Sequence[Message], schema: type[BaseModel], deadline: float
    ) -> ProviderReply:
        """Ask for one JSON object of the schema; see ``Provider``."""
        until = time.monotonic() + deadline
        with _failures(deadline):
            if self._knows_schemas:
                try:
                    return self._post(messages, _strict_format(schema), until)
                except (BadRequestError, UnprocessableEntityError):
                    reply = self._post(_told(messages, schema), {"type": "json_object"}, until)
                    self._knows_schemas = False
                    return reply
            return self._post(_told(messages, schema), {"type": "json_object"}, until)

    def stream(
        self, messages: Sequence[Message], deadline: float
    ) -> Generator[str | ProviderReply, None, None]:
        """Ask for text, piece by piece; see ``Provider``."""
        options: Any = {"include_usage": True}
        with (
            _failures(deadline),
            self._connected().chat.completions.create(
                **self._asked,
                messages=_prompt(messages),
                stream=True,
                stream_options=options,
                timeout=deadline,
            ) as chunks,
        ):
            read_chunks = ChatStream()
            yield from (piece for chunk in chunks if (piece := read_chunks.piece(chunk)))
            yield read_chunks.reply()

    def check(self, deadline: float) -> None:
        """List the models, which costs nothing."""
        with _failures(deadline):
            self._connected().models.with_raw_response.list(timeout=deadline)

    def _post(
        self, messages: Sequence[Message], response_format: dict[str, Any], until: float
    ) -> ProviderReply:
        shape: Any = response_format
        response = self._connected().chat.completions.with_raw_response.create(
            **self._asked,
            messages=_prompt(messages),
            response_format=shape,
            timeout=max(until - time.monotonic(), 0.001),
        )
        return read(response.http_response.text)

    def _connected(self) -> OpenAI:
        """Return the client, which keeps its connections, with the key as it is now."""
        key = clean_key(self._api_key()) or NO_KEY
        with self._making:
            if self._client is None or self._client.api_key != key:
                # The SDK's own retries sleep as long as the endpoint says, up to two minutes, and know no deadline.
                self._client = OpenAI(base_url=self._base_url, api_key=key, max_retries=0)
                weakref.finalize(self, self._client.close)
            return self._client


@contextmanager
def _failures(deadline: float) -> Iterator[None]:
    """Turn the SDK's errors, and those of the transport under a stream, into a provider's failure."""
    try:
        yield
    except (APITimeoutError, httpx2.TimeoutException):
        raise late(deadline) from None
    except APIConnectionError as error:
        raise (unreachable() if isinstance(error.__cause__, httpx2.ConnectError) else cut_off()) from None
    except httpx2.HTTPError:
        raise cut_off() from None
    except APIStatusError as error:
        raise rejected(error.status_code, error.response.headers.get("retry-after", "")) from None
    except APIError:  # an error sent as part of a stream
        raise cut_off() from None
    except (json.JSONDecodeError, UnicodeDecodeError):
        raise malformed("a stream of chat completion chunks") from None


def _prompt(messages: Sequence[Message]) -> Any:
    return [asdict(message) for message in messages]


@cache
def _strict_schema(schema: type[BaseModel]) -> dict[str, Any]:
    """Return the schema in the strict subset that structured outputs demand, by the SDK's public way to it."""
    parameters: dict[str, Any] = dict(pydantic_function_tool(schema)["function"]["parameters"])
    return parameters


def _strict_format(schema: type[BaseModel]) -> dict[str, Any]:
    shape = {"name": schema.__name__, "schema": _strict_schema(schema), "strict": True}
    return {"type": "json_schema", "json_schema": shape}


def _told(messages: Sequence[Message], schema: type[BaseModel]) -> list[Message]:
    """Say the schema in words, for an endpoint that can't enforce it."""
    told = f"Answer with one JSON object of this JSON Schema: {json.dumps(_strict_schema(schema))}"
    return [*messages[:-1], replace(messages[-1], content=f"{messages[-1].content}\n\n{told}")]
