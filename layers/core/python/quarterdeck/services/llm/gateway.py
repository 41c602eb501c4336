"""The one way to language models: a typed completion or a stream, by the route of the call's contract."""

from collections.abc import Callable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from quarterdeck.services.llm.asked import CACHE, Asked
from quarterdeck.services.llm.asking import Asking, misfit
from quarterdeck.services.llm.cache.port import ReplyCache
from quarterdeck.services.llm.guards import Guards
from quarterdeck.services.llm.hop import Route
from quarterdeck.services.llm.model import Attempt, Call, Completion, Outcome, T
from quarterdeck.services.llm.record import tell
from quarterdeck.services.llm.streaming import Streamed, stream


class Gateway(Struct, frozen=True):
    """Completes calls by their ``route``; with no hop in it, by what needs no model."""

    route: Route
    guards: Guards
    cache: ReplyCache | None = None

    def complete(self, call: Call, schema: type[T], extractive: Callable[[], T]) -> Completion[T]:
        """Return the first answer of the route that fits the schema, else what ``extractive`` returns.

        No provider's failure gets out. The extractive answer comes on top of the call's deadline.
        """
        return self.ask(call, schema).completion(schema, extractive)

    def stream(self, call: Call) -> Iterator[str | Streamed]:
        """Yield the text of the first model that begins to answer, piece by piece, and last how it ended.

        A provider that has said nothing yet gives way to the next. One that breaks off later ends the stream, since
        another would begin anew: the caller has what was said, and is told that it is not all. Streams aren't cached.
        """
        return stream(self._asking(call, self.guards.timer()))

    def ask(self, call: Call, schema: type[T]) -> Asked:
        """Return what the cache or else the models came to: all of a completion but the extractive answer."""
        started = self.guards.timer()
        asked = self._kept(call, schema) or self._fresh(call, schema, started)
        asked = replace(asked, ms=round((self.guards.timer() - started) * 1000))
        tell(call, asked)
        return asked

    def _kept(self, call: Call, schema: type[T]) -> Asked | None:
        reply = self.cache.find(call) if self.cache else None
        if reply is None or misfit(reply, schema):
            return None
        found = Attempt(CACHE, Outcome.ANSWERED)
        return Asked(reply.text, CACHE, reply.model, cached=True, attempts=(found,))

    def _fresh(self, call: Call, schema: type[T], started: float) -> Asked:
        asking = self._asking(call, started)
        reply = asking.reply(schema)
        if reply and self.cache:
            self.cache.keep(call, reply)
        return asking.asked

    def _asking(self, call: Call, started: float) -> Asking:
        return Asking(call, self.guards, self.route(call), started)
