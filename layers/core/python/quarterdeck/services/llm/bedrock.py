"""Models on Amazon Bedrock through its Converse API, which is alike for all of them.

https://docs.aws.amazon.com/bedrock/latest/userguide/conversation-inference.html. A schema is given as the input of a
tool that the model has to use. The function's role is the credential.
"""

import json
import weakref
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing, contextmanager
from functools import cached_property
from typing import Any

from pydantic import BaseModel

from quarterdeck.services.llm.failures import cut_off, late, malformed, rejected, unreachable
from quarterdeck.services.llm.model import Message, Outcome, Usage
from quarterdeck.services.llm.provider import ProviderFailed, ProviderReply

TOOL = "answer"
READ_TIMEOUT = 60
PING = (Message("user", "Hi"),)


class Bedrock:
    """Asks ``model``, the id of a model or of an inference profile, in this region's Bedrock or at ``endpoint_url``."""

    def __init__(
        self,
        model: str,
        *,
        name: str = "bedrock",
        max_output_tokens: int = 4096,
        endpoint_url: str | None = None,
        region: str | None = None,
    ) -> None:
        self.name = name
        self._model = model
        self._most = max_output_tokens
        self._endpoint_url = endpoint_url
        self._region = region

    def complete(
        self, messages: Sequence[Message], schema: type[BaseModel], deadline: float
    ) -> ProviderReply:
        """Ask for one JSON object of the schema; see ``Provider``."""
        tool = {
            "name": TOOL,
            "description": "Give the answer.",
            "inputSchema": {"json": schema.model_json_schema()},
        }
        chosen = {"tools": [{"toolSpec": tool}], "toolChoice": {"tool": {"name": TOOL}}}
        with _failures(deadline):
            response = self._client.converse(**self._asked(messages, self._most), toolConfig=chosen)
        blocks = response.get("output", {}).get("message", {}).get("content")
        if blocks is None:
            raise malformed("a message of Converse")
        answer = next((json.dumps(b["toolUse"]["input"]) for b in blocks if "toolUse" in b), "")
        return ProviderReply(answer, self._model, _usage(response))

    def stream(
        self, messages: Sequence[Message], deadline: float
    ) -> Generator[str | ProviderReply, None, None]:
        """Ask for text, piece by piece; see ``Provider``."""
        said: list[str] = []
        with _failures(deadline):
            response = self._client.converse_stream(**self._asked(messages, self._most))
            with closing(response["stream"]) as events:
                for event in events:
                    match event:
                        case {"contentBlockDelta": {"delta": {"text": str(text)}}}:
                            said.append(text)
                            yield text
                        case {"metadata": dict(metadata)}:
                            yield ProviderReply("".join(said), self._model, _usage(metadata))
                            return
        raise cut_off()

    def check(self, deadline: float) -> None:
        """Ask for one token: Bedrock has no call of its runtime that all models answer for nothing."""
        with _failures(deadline):
            self._client.converse(**self._asked(PING, 1))

    def _asked(self, messages: Sequence[Message], most: int) -> dict[str, Any]:
        turns = [{"role": m.role, "content": [{"text": m.content}]} for m in messages if m.role != "system"]
        system = [{"text": message.content} for message in messages if message.role == "system"]
        asked = {"modelId": self._model, "messages": turns, "inferenceConfig": {"maxTokens": most}}
        return asked | ({"system": system} if system else {})

    @cached_property
    def _client(self) -> Any:
        from botocore.config import Config  # noqa: PLC0415 - 110 ms
        from botocore.session import get_session  # noqa: PLC0415

        config = Config(connect_timeout=2, read_timeout=READ_TIMEOUT, retries={"total_max_attempts": 1})
        session = get_session()
        region = self._region or session.get_config_variable("region")
        client = session.create_client(
            "bedrock-runtime", region_name=region, endpoint_url=self._endpoint_url, config=config
        )
        weakref.finalize(self, client.close)
        return client


@contextmanager
def _failures(deadline: float) -> Iterator[None]:
    from botocore import exceptions as aws  # noqa: PLC0415 - loaded with the client
    from botocore.eventstream import ParserError  # noqa: PLC0415
    from botocore.parsers import ResponseParserError  # noqa: PLC0415
    from urllib3.exceptions import HTTPError  # noqa: PLC0415

    try:
        yield
    except aws.EventStreamError:
        raise cut_off() from None
    except aws.ClientError as error:
        answer = error.response["ResponseMetadata"]
        headers = answer.get("HTTPHeaders", {})
        raise rejected(answer["HTTPStatusCode"], headers.get("retry-after", "")) from None
    except (aws.EndpointConnectionError, aws.ConnectTimeoutError):
        raise unreachable() from None
    except aws.ReadTimeoutError:
        raise late(deadline) from None
    except (ResponseParserError, ParserError):
        raise malformed("a response of Converse") from None
    except (aws.HTTPClientError, HTTPError):  # the latter from under an event stream
        raise cut_off() from None
    except aws.BotoCoreError as error:  # no credentials, no region
        raise ProviderFailed(Outcome.REJECTED, type(error).__name__) from None


def _usage(response: dict[str, Any]) -> Usage:
    counted = response.get("usage", {})
    return Usage(counted.get("inputTokens", 0), counted.get("outputTokens", 0))
