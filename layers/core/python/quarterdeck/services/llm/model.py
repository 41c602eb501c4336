"""What a language model is asked and what comes back, and the port that every provider fills."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, Literal, Protocol, TypeVar

from pydantic import BaseModel

from quarterdeck.kernel.errors import Unavailable
from quarterdeck.kernel.money import NanoUsd

T = TypeVar("T", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a prompt."""

    role: Literal["system", "user", "assistant"]
    content: str


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens that a provider counted and bills."""

    input_tokens: int = 0
    output_tokens: int = 0

    def __add__(self, other: "Usage") -> "Usage":
        return Usage(self.input_tokens + other.input_tokens, self.output_tokens + other.output_tokens)


class Outcome(StrEnum):
    """How one provider's try ended."""

    ANSWERED = "answered"
    TIMEOUT = "timeout"
    UNREACHABLE = "unreachable"
    REJECTED = "rejected"
    MALFORMED = "malformed"


class ProviderFailed(Unavailable):
    """A provider gave no reply: it timed out, was not reached, answered with an error or not in its protocol.

    The detail carries no text of the endpoint, since endpoints quote keys and prompts back.
    """

    def __init__(self, outcome: Outcome, detail: str) -> None:
        super().__init__(f"{outcome}: {detail}")
        self.outcome = outcome


@dataclass(frozen=True, slots=True)
class ProviderReply:
    """A model's reply as it came: ``text`` should be JSON of the schema asked for, but isn't checked yet."""

    text: str
    model: str
    usage: Usage


class Provider(Protocol):
    """A language model behind an endpoint."""

    @property
    def name(self) -> str:
        """What attempts and logs call it."""
        ...

    def complete(
        self, messages: Sequence[Message], schema: type[BaseModel], deadline: float
    ) -> ProviderReply:
        """Ask for one JSON object of the schema, within ``deadline`` seconds for all tries together.

        Raises:
            ProviderFailed: there is no reply.
        """
        ...


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try at a completion, in the order of trying."""

    provider: str
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Completion(Generic[T]):
    """A valid answer of the schema and what it took.

    ``usage`` and ``cost`` count every reply, also those that were thrown away; ``priced`` is False where one
    came from a model without a list price, which the cost leaves out. ``degraded`` tells that there were
    providers and all of them failed.
    """

    value: T
    provider: str
    model: str
    usage: Usage
    cost: NanoUsd
    priced: bool
    ms: int
    degraded: bool
    attempts: tuple[Attempt, ...]
