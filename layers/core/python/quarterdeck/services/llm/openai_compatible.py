"""A model behind an endpoint that speaks OpenAI's chat completions: OpenAI, Groq, Gemini, vLLM and others.

The only room that imports the openai SDK, which takes about a third of a second.
"""

import json
import re
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from typing import Any

from openai import (
    APIConnectionError,
    APIStatusError,
    APITimeoutError,
    BadRequestError,
    InternalServerError,
    OpenAI,
    RateLimitError,
    UnprocessableEntityError,
    pydantic_function_tool,
)
from pydantic import BaseModel

from quarterdeck.services.llm.chat_completion import read
from quarterdeck.services.llm.model import Message, Outcome, ProviderFailed, ProviderReply

TRIES = 3
FIRST_PAUSE = 0.25
NO_KEY = "none"


class OpenAiCompatible:
    """Asks ``model`` at ``base_url``.

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
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.name = name
        self._base_url = base_url
        self._model = model
        self._api_key = api_key
        self._sleep = sleep

    def complete(
        self, messages: Sequence[Message], schema: type[BaseModel], deadline: float
    ) -> ProviderReply:
        """Ask for one JSON object of the schema; see ``Provider``."""
        until = time.monotonic() + deadline
        key = self._api_key().strip() or NO_KEY
        if not key.isascii():
            raise ProviderFailed(Outcome.REJECTED, "a key with characters that no header can hold")
        try:
            # The SDK's own retries sleep as long as the endpoint says, up to two minutes, and know no deadline.
            with OpenAI(base_url=self._base_url, api_key=key, max_retries=0) as client:
                return read(self._structured(client, messages, schema, until))
        except APITimeoutError:
            raise ProviderFailed(Outcome.TIMEOUT, f"no reply within {deadline:.1f} s") from None
        except APIConnectionError:
            raise ProviderFailed(Outcome.UNREACHABLE, "no connection, or one that broke") from None
        except APIStatusError as error:
            raise ProviderFailed(Outcome.REJECTED, f"status {error.status_code}") from None

    def _structured(
        self, client: OpenAI, messages: Sequence[Message], schema: type[BaseModel], until: float
    ) -> str:
        """Have the schema enforced where the endpoint can, else say it in words."""
        # The SDK's public way to a schema in the strict subset that structured outputs demand.
        strict = pydantic_function_tool(schema)["function"]["parameters"]
        shape = {"name": schema.__name__, "schema": strict, "strict": True}
        try:
            return self._post(client, messages, {"type": "json_schema", "json_schema": shape}, until)
        except (BadRequestError, UnprocessableEntityError):
            told = f"Answer with one JSON object of this JSON Schema: {json.dumps(strict)}"
            last = replace(messages[-1], content=f"{messages[-1].content}\n\n{told}")
            return self._post(client, [*messages[:-1], last], {"type": "json_object"}, until)

    def _post(
        self, client: OpenAI, messages: Sequence[Message], response_format: dict[str, Any], until: float
    ) -> str:
        """Return the response's body, after waits and repeats that fit in before ``until``."""
        prompt: Any = [asdict(message) for message in messages]
        shape: Any = response_format
        attempt = 0
        while True:
            attempt += 1
            try:
                return client.chat.completions.with_raw_response.create(
                    model=self._model,
                    messages=prompt,
                    response_format=shape,
                    timeout=max(until - time.monotonic(), 0.001),
                ).http_response.text
            except (APIConnectionError, RateLimitError, InternalServerError) as error:
                pause = _pause(error, attempt)
                if attempt == TRIES or time.monotonic() + pause >= until:
                    raise
                self._sleep(pause)


def _pause(error: APIConnectionError | APIStatusError, attempt: int) -> float:
    """Return the seconds to wait: what the endpoint asks for, else twice as long with each attempt."""
    told = error.response.headers.get("retry-after", "") if isinstance(error, APIStatusError) else ""
    return float(told) if re.fullmatch(r"[0-9]+(\.[0-9]+)?", told) else FIRST_PAUSE * 2 ** (attempt - 1)
