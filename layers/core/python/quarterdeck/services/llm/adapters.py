"""Makes a provider from its entry in the routes. An adapter is imported when the first provider of its kind is made."""

from collections.abc import Callable

from quarterdeck.services.llm.model import Tier
from quarterdeck.services.llm.provider import Provider
from quarterdeck.services.llm.routes import Endpoint


def provider_of(
    name: str, endpoint: Endpoint, tier: Tier, max_output_tokens: int, secret: Callable[[], dict[str, str]]
) -> Provider:
    """Return the endpoint's model of the tier."""
    model, url, field = endpoint.model(tier), endpoint.url or "", endpoint.key or ""

    def key() -> str:
        return secret().get(field, "") if field else ""

    match endpoint.protocol:
        case "openai":
            from quarterdeck.services.llm.openai_compatible import OpenAiCompatible  # noqa: PLC0415 - a third of a second

            return OpenAiCompatible(url, model, key, name=name, max_output_tokens=max_output_tokens)
        case "anthropic":
            from quarterdeck.services.llm.anthropic_messages import AnthropicMessages  # noqa: PLC0415

            return AnthropicMessages(url, model, key, name=name, max_output_tokens=max_output_tokens)
        case "cohere":
            from quarterdeck.services.llm.cohere_chat import CohereChat  # noqa: PLC0415

            return CohereChat(url, model, key, name=name, max_output_tokens=max_output_tokens)
        case "bedrock":
            from quarterdeck.services.llm.bedrock import Bedrock  # noqa: PLC0415

            return Bedrock(model, name=name, max_output_tokens=max_output_tokens, endpoint_url=endpoint.url)
