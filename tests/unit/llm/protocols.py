"""Every protocol that a provider speaks, with its adapter and a loopback endpoint."""

from collections.abc import Callable
from dataclasses import dataclass

from quarterdeck.services.llm.anthropic_messages import AnthropicMessages
from quarterdeck.services.llm.bedrock import Bedrock
from quarterdeck.services.llm.cohere_chat import CohereChat
from quarterdeck.services.llm.openai_compatible import OpenAiCompatible
from quarterdeck.services.llm.provider import Provider
from tests.support.anthropic_api import AnthropicApi
from tests.support.bedrock_api import MODEL, BedrockApi, event
from tests.support.cohere_api import CohereApi
from tests.support.model_api import ModelApi
from tests.support.openai_api import OpenAiApi

KEY = "sk-loopback-7f3a"


@dataclass(frozen=True)
class Protocol:
    """``list_name`` is the model as it comes back; ``keyed`` tells that a wrong key can be given to the adapter."""

    name: str
    api: type[ModelApi]
    provider: Callable[[str, str], Provider]
    list_name: str
    failed_stream: tuple[bytes, ...]
    keyed: bool = True


def _sse(text: str) -> tuple[bytes, ...]:
    return (f"data: {text}\n\n".encode(),)


PROTOCOLS = (
    Protocol(
        "openai",
        OpenAiApi,
        lambda url, key: OpenAiCompatible(url, "gpt-4.1-mini", lambda: key),
        "gpt-4.1-mini-2025-04-14",
        _sse('{"error": {"message": "overloaded", "type": "server_error"}}'),
    ),
    Protocol(
        "anthropic",
        AnthropicApi,
        lambda url, key: AnthropicMessages(url, "claude-haiku-4-5", lambda: key),
        "claude-haiku-4-5",
        _sse('{"type": "error", "error": {"type": "overloaded_error", "message": "Overloaded"}}'),
    ),
    Protocol(
        "cohere",
        CohereApi,
        lambda url, key: CohereChat(url, "command-a-03-2025", lambda: key),
        "command-a-03-2025",
        _sse('{"type": "message-end", "delta": {"finish_reason": "ERROR", "usage": {}}}'),
    ),
    Protocol(
        "bedrock",
        BedrockApi,
        lambda url, _key: Bedrock(MODEL, endpoint_url=url, region="eu-central-1"),
        MODEL,
        (event("modelStreamErrorException", {"message": "failed"}, "exception"),),
        keyed=False,
    ),
)
