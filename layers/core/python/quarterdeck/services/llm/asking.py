"""Asking the hops of one call, and keeping account of it."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace
from pydantic import BaseModel, ValidationError

from quarterdeck.services.llm.asked import Asked
from quarterdeck.services.llm.deadline import within
from quarterdeck.services.llm.guards import Guards
from quarterdeck.services.llm.hop import Hop
from quarterdeck.services.llm.model import Attempt, Call, Outcome
from quarterdeck.services.llm.provider import ProviderFailed, ProviderReply
from quarterdeck.services.llm.record import tell_failure

R = TypeVar("R")


class Asking(Struct):
    """One call on its way through its route; ``asked`` is what it has come to so far."""

    call: Call
    guards: Guards
    hops: Sequence[Hop]
    began: float
    asked: Asked = Asked()

    def reply(self, schema: type[BaseModel]) -> ProviderReply | None:
        """Return the first reply that fits the schema, and None where no hop gives one."""
        for place, hop in enumerate(self.hops):
            if reply := self._reply(hop, place, schema):
                self.asked = replace(
                    self.asked, text=reply.text, provider=hop.provider.name, model=reply.model
                )
                return reply
        self.asked = replace(self.asked, degraded=bool(self.hops))
        return None

    def take(self, place: int, take: Callable[[float], R]) -> R:
        """Take the hop at this place of the route with the seconds that it has, tries again included.

        Raises:
            ProviderFailed: it came to nothing, which its breaker knows now.
        """
        hop, left = self.hops[place], self.began + self.call.deadline_ms / 1000 - self.guards.timer()
        seconds, last = hop.share(left, len(self.hops) - place), place + 1 == len(self.hops)
        self.guards.admit(hop, seconds)
        try:
            return self.guards.tried(take, self.guards.timer() + seconds, last=last)
        except ProviderFailed as failure:
            self.guards.learn(hop, failure, seconds)
            raise

    def note(self, hop: Hop, began: float, ended: ProviderFailed | None = None) -> None:
        """Add what came of a hop to the account."""
        outcome = ended.outcome if ended else Outcome.ANSWERED
        ms = round((self.guards.timer() - began) * 1000)
        self.asked = self.asked.after(Attempt(hop.provider.name, outcome, ms))
        if ended:
            tell_failure(self.call, hop.provider.name, ended)

    def bill(self, reply: ProviderReply) -> None:
        """Add the cost of a reply to the account."""
        self.asked = self.asked.billed(reply)

    def _reply(self, hop: Hop, place: int, schema: type[BaseModel]) -> ProviderReply | None:
        began = self.guards.timer()
        try:
            reply = self.take(place, lambda seconds: self._try(hop, schema, seconds))
        except ProviderFailed as failure:
            self.note(hop, began, failure)
            return None
        self.note(hop, began)
        return reply

    def _try(self, hop: Hop, schema: type[BaseModel], seconds: float) -> ProviderReply:
        held = self.guards.reserve(self.call, hop, schema)
        try:
            reply = within(seconds, lambda: hop.provider.complete(self.call.messages, schema, seconds))
        except ProviderFailed as failure:
            self.guards.settle(held, failure.outcome)
            raise
        self.guards.settle(held, reply)
        self.guards.breaker.worked(hop.provider.name)
        self.bill(reply)
        if errors := misfit(reply, schema):
            raise ProviderFailed(Outcome.MALFORMED, f"{errors} errors against the schema", ill=False)
        return reply


def misfit(reply: ProviderReply, schema: type[BaseModel]) -> int:
    """Return in how many places the reply's text breaks the schema."""
    try:
        schema.model_validate_json(reply.text)
    except ValidationError as error:
        return error.error_count()
    return 0
