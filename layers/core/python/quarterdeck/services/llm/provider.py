"""The port that every language model's provider fills, what it gives, and how it fails."""

from collections.abc import Generator, Sequence
from typing import Protocol

from msgspec import Struct
from pydantic import BaseModel

from quarterdeck.kernel.errors import Unavailable
from quarterdeck.services.llm.model import Message, Outcome, Usage


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


class ProviderReply(Struct, frozen=True):
    """A model's reply as it came: ``text`` should be JSON of the schema asked for, but isn't checked yet."""

    text: str
    model: str
    usage: Usage


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
    ) -> Generator[str | ProviderReply, None, None]:
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
