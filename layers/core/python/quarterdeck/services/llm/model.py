"""What a language model is asked and what comes back, and the port that every provider fills."""

from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, Literal, Protocol, TypeVar

from pydantic import BaseModel

from quarterdeck.kernel.errors import Unavailable
from quarterdeck.kernel.money import NanoUsd
from quarterdeck.kernel.tenancy import TenantId

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


class Tier(StrEnum):
    """How much model the work needs: a small one judges, a large one writes."""

    SMALL = "small"
    LARGE = "large"


@dataclass(frozen=True, slots=True)
class Scope:
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


@dataclass(frozen=True, slots=True)
class Call:
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


class ProviderFailed(Unavailable):
    """A provider gave no reply: it timed out, was not reached, answered with an error or not in its protocol.

    The detail carries no text of the endpoint, since endpoints quote keys and prompts back. ``ill`` tells that the
    next call would fail as well, whatever it asks; ``transient`` that a try after ``retry_after`` seconds (None: a
    little while) may not.
    """

    def __init__(
        self,
        outcome: Outcome,
        detail: str,
        *,
        ill: bool = True,
        transient: bool = False,
        retry_after: float | None = None,
    ) -> None:
        super().__init__(f"{outcome}: {detail}")
        self.outcome = outcome
        self.ill = ill
        self.transient = transient
        self.retry_after = retry_after


@dataclass(frozen=True, slots=True)
class ProviderReply:
    """A model's reply as it came: ``text`` should be JSON of the schema asked for, but isn't checked yet."""

    text: str
    model: str
    usage: Usage


class ReplyCache(Protocol):
    """Replies of earlier calls, of one scope at a time."""

    def find(self, call: Call) -> ProviderReply | None:
        """Return the reply to an equal prompt, or to a question that means the same; None where there is none."""
        ...

    def keep(self, call: Call, reply: ProviderReply) -> None:
        """Keep a valid reply for later calls, for a while."""
        ...

    def forget(self, tenant: TenantId, source: str) -> int:
        """Forget all replies made from the document, in whatever version, and return how many there were."""
        ...


class Provider(Protocol):
    """One model behind an endpoint. It tries once, and leaves trying again to its caller."""

    @property
    def name(self) -> str:
        """What attempts and logs call it."""
        ...

    def complete(
        self, messages: Sequence[Message], schema: type[BaseModel], deadline: float
    ) -> ProviderReply:
        """Ask for one JSON object of the schema, within ``deadline`` seconds.

        Raises:
            ProviderFailed: there is no reply.
        """
        ...

    def stream(
        self, messages: Sequence[Message], deadline: float
    ) -> Generator["str | ProviderReply", None, None]:
        """Ask for text and yield it piece by piece as it comes, and at its end the whole as a reply.

        Raises:
            ProviderFailed: it did not come to its end; the pieces so far are all there is.
        """
        ...

    def check(self, deadline: float) -> None:
        """Ask for as little as shows that the endpoint answers and takes the key.

        Raises:
            ProviderFailed: it doesn't.
        """
        ...


@dataclass(frozen=True, slots=True)
class Attempt:
    """What came of one provider of the route, in the order of asking, and how long it took, tries again included."""

    provider: str
    outcome: Outcome
    ms: int = 0


@dataclass(frozen=True, slots=True)
class Completion(Generic[T]):
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
