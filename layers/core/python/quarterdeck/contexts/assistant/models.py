"""Language models through a tape: what each provider replied, or how it failed, is recorded and played back."""

from collections.abc import Sequence
from dataclasses import dataclass

from pydantic import BaseModel

from quarterdeck.contexts.assistant.tape import Tape
from quarterdeck.services.llm.gateway import Gateway
from quarterdeck.services.llm.model import Message, Outcome, Provider, ProviderFailed, ProviderReply


@dataclass(frozen=True, slots=True)
class Played:
    """What a provider did: a reply, or a failure with its outcome."""

    reply: ProviderReply | None = None
    failed: Outcome | None = None
    detail: str = ""


@dataclass(frozen=True, slots=True)
class TapedProvider:
    """A provider on a tape; ``live`` is None in a replay, where nothing is asked."""

    name: str
    live: Provider | None
    tape: Tape

    def complete(
        self, messages: Sequence[Message], schema: type[BaseModel], deadline: float
    ) -> ProviderReply:
        request = [self.name, schema.__name__, [[m.role, m.content] for m in messages]]
        played = self.tape.call("model", request, Played, lambda: self._ask(messages, schema, deadline))
        if played.reply is None:
            raise ProviderFailed(played.failed or Outcome.UNREACHABLE, played.detail)
        return played.reply

    def _ask(self, messages: Sequence[Message], schema: type[BaseModel], deadline: float) -> Played:
        if self.live is None:
            raise LookupError(f"provider {self.name} is only known from a recording")
        try:
            return Played(reply=self.live.complete(messages, schema, deadline))
        except ProviderFailed as failure:
            return Played(failed=failure.outcome, detail=failure.detail)


def taped_gateway(providers: Sequence[Provider], tape: Tape) -> Gateway:
    """Return the gateway to these providers, or to those of the recorded run."""
    live = {provider.name: provider for provider in providers}
    names = tape.call("providers", None, list[str], lambda: list(live))
    return Gateway([TapedProvider(name, live.get(name), tape) for name in names])
