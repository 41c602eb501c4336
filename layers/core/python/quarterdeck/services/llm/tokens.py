"""What a call can cost at most, before it is made."""

import json
from collections.abc import Sequence
from functools import cache

from pydantic import BaseModel

from quarterdeck.kernel.money import NanoUsd, cost
from quarterdeck.services.llm.model import Message

FRAME = 16
"""Tokens that a chat template may put around a message."""


def most_input_tokens(messages: Sequence[Message], schema: type[BaseModel] | None) -> int:
    """Return a number of tokens that no tokenizer exceeds: its tokens are one byte of UTF-8 or more.

    The schema counts twice, since an endpoint without structured outputs is told it in words as well.
    """
    text = sum(len(message.content.encode()) + FRAME for message in messages)
    return text + (2 * _size(schema) if schema else 0)


def worst_case(
    model: str, max_output_tokens: int, messages: Sequence[Message], schema: type[BaseModel] | None
) -> NanoUsd:
    """Return what the call costs if the prompt is all of its bytes and the reply as long as it may be."""
    return cost(model, most_input_tokens(messages, schema), max_output_tokens)


@cache
def _size(schema: type[BaseModel]) -> int:
    return len(json.dumps(schema.model_json_schema()).encode()) + FRAME
