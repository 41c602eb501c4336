"""What is read of a chat completion: https://platform.openai.com/docs/api-reference/chat/object."""

from pydantic import BaseModel, Field, ValidationError

from quarterdeck.services.llm.failures import malformed
from quarterdeck.services.llm.model import Usage
from quarterdeck.services.llm.provider import ProviderReply


class _Said(BaseModel):
    content: str | None = None


class _Choice(BaseModel):
    message: _Said


class _Tokens(BaseModel):
    prompt_tokens: int = 0
    completion_tokens: int = 0


class _Body(BaseModel):
    model: str
    choices: list[_Choice] = Field(min_length=1)
    usage: _Tokens = _Tokens()


def read(content: bytes) -> ProviderReply:
    """Return the reply that a response's body holds; a model that declined has said nothing.

    Raises:
        ProviderFailed: the body is no chat completion.
    """
    try:
        body = _Body.model_validate_json(content)
    except ValidationError:
        raise malformed("a chat completion") from None
    usage = Usage(body.usage.prompt_tokens, body.usage.completion_tokens)
    return ProviderReply(body.choices[0].message.content or "", body.model, usage)
