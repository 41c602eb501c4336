"""What a language model is asked, and what came of it."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Generic, Literal, TypeVar

from msgspec import Struct

from quarterdeck.kernel.money import NanoUsd
from quarterdeck.kernel.tenancy import TenantId

if TYPE_CHECKING:
    from pydantic import BaseModel

T = TypeVar("T", bound="BaseModel")


class Message(Struct, frozen=True):
    """One message of a prompt."""

    role: Literal["system", "user", "assistant"]
    content: str


class Usage(Struct, frozen=True):
    """Tokens that a provider counted and bills."""

    input_tokens: int = 0
    output_tokens: int = 0

    def __add__(self, other: "Usage") -> "Usage":
        return Usage(self.input_tokens + other.input_tokens, self.output_tokens + other.output_tokens)


class Tier(StrEnum):
    """How much model the work needs: a small one judges, a large one writes."""

    SMALL = "small"
    LARGE = "large"


class Scope(Struct, frozen=True):
    """Whose work a completion is, and what it is made from besides the question.

    Only a call of an equal scope may be given an earlier call's reply. ``snapshot`` is the version of the product
    knowledge, ``permissions`` names what the asker may see, ``sources`` are the documents with their versions
    (``mtg_1@v3``); deleting one forgets every reply that was made from it.
    """

    tenant: TenantId
    contract: str
    version: str
    snapshot: str = ""
    permissions: str = ""
    sources: tuple[str, ...] = ()


def as_it_is(reply: str) -> str | None:
    """Take an earlier reply unchanged."""
    return reply


class Call(Struct, frozen=True):
    """A completion to make: ``messages`` is the whole prompt, ``question`` the part of it that people word differently.

    ``fits`` turns an earlier call's reply into this one's, or returns None where it can't be. ``deadline_ms`` is for
    all providers together.
    """

    scope: Scope
    question: str
    messages: tuple[Message, ...]
    deadline_ms: int
    tier: Tier = Tier.LARGE
    fits: Callable[[str], str | None] = as_it_is


class Outcome(StrEnum):
    """How one provider's try ended; the last two mean that it wasn't asked."""

    ANSWERED = "answered"
    TIMEOUT = "timeout"
    UNREACHABLE = "unreachable"
    CUT_OFF = "cut_off"
    REJECTED = "rejected"
    MALFORMED = "malformed"
    ABANDONED = "abandoned"
    SKIPPED = "skipped"
    NO_BUDGET = "no_budget"


@dataclass(frozen=True, slots=True)
class Attempt:
    """What came of one provider of the route, in the order of asking, and how long it took, tries again included."""

    provider: str
    outcome: Outcome
    ms: int = 0


class Completion(Struct, Generic[T], frozen=True):
    """A valid answer of the schema and what it took.

    ``usage`` and ``cost`` count every reply, also those that were thrown away; ``priced`` is False where one
    came from a model without a list price, which the cost leaves out. ``cached`` tells that it is an earlier call's
    reply, ``degraded`` that there were providers and none gave an answer; ``broke`` that the tenant's budget was why.
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
    cached: bool = False
    broke: bool = False
