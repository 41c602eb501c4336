"""A model behind an endpoint that speaks OpenAI's chat completions: OpenAI, Groq, Gemini, vLLM and others.

The openai SDK takes about a third of a second to import. On vLLM the name of a LoRA adapter
is the model: https://docs.vllm.ai/en/latest/features/lora.html.
"""

import json
import threading
import time
import weakref
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import httpx2
from openai import (
    APIConnectionError,
    APIError,
    APIStatusError,
    APITimeoutError,
    BadRequestError,
    Omit,
    OpenAI,
    UnprocessableEntityError,
)
from pydantic import BaseModel

from quarterdeck.services.llm.chat_completion import read
from quarterdeck.services.llm.chat_stream import ChatStream
from quarterdeck.services.llm.failures import clean_key, cut_off, late, malformed, rejected, unreachable
from quarterdeck.services.llm.model import Message
from quarterdeck.services.llm.provider import ProviderReply
from quarterdeck.services.llm.strict_schema import strict_format, told

NO_KEY = "none"

_PARTS = "Lang Package-Version OS Arch Runtime Runtime-Version Async Retry-Count Read-Timeout".split()
_UNTOLD = {f"X-Stainless-{part}": Omit() for part in _PARTS}
"""What the SDK tells of this machine: no endpoint needs it, and all of it takes time on both sides."""


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
                    return self._post(messages, strict_format(schema), until)
                except (BadRequestError, UnprocessableEntityError):
                    reply = self._post(told(messages, schema), {"type": "json_object"}, until)
                    self._knows_schemas = False
                    return reply
            return self._post(told(messages, schema), {"type": "json_object"}, until)

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
        # The SDK's typed method walks through every part of prompt and schema, which takes longer than all the rest.
        body = self._asked | {"messages": _prompt(messages), "response_format": response_format}
        response = self._connected().post(
            "/chat/completions",
            cast_to=httpx2.Response,
            content=json.dumps(body).encode(),
            options={"timeout": max(until - time.monotonic(), 0.001), "headers": _UNTOLD},
        )
        return read(response.content)

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
    return [{"role": message.role, "content": message.content} for message in messages]
