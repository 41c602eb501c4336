"""Providers that do as they are told, and what a gateway over them is asked."""

from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, field

from pydantic import BaseModel

from quarterdeck.services.llm.hop import Hop
from quarterdeck.services.llm.model import Completion, Message, Outcome, Usage
from quarterdeck.services.llm.provider import ProviderFailed, ProviderReply
from quarterdeck.services.llm.tokens import worst_case
from tests.unit.llm.desk import EXTRACT, PROMPT, Desk, Findings, call

MINI = "gpt-4.1-mini"
COST = 100 * 400 + 10 * 1600
"""Of a reply of ``says``, in billionths of a dollar."""

Act = Callable[[], ProviderReply]


@dataclass
class Scripted:
    """A provider that does what it is told, the last of it from then on, and keeps the seconds it was given."""

    name: str
    acts: list[Act]
    asked: list[float] = field(default_factory=list)

    def complete(
        self, messages: Sequence[Message], schema: type[BaseModel], deadline: float
    ) -> ProviderReply:
        assert (tuple(messages), schema) == (PROMPT, Findings)
        return self._act(deadline)

    def stream(
        self, messages: Sequence[Message], deadline: float
    ) -> Generator[str | ProviderReply, None, None]:
        assert tuple(messages) == PROMPT
        reply = self._act(deadline)
        yield from reply.text
        yield reply

    def check(self, deadline: float) -> None:
        self._act(deadline)

    def _act(self, deadline: float) -> ProviderReply:
        self.asked.append(deadline)
        return (self.acts.pop(0) if len(self.acts) > 1 else self.acts[0])()


def says(text: str, model: str = MINI) -> Act:
    return lambda: ProviderReply(text, model, Usage(100, 10))


def fails(outcome: Outcome, *, ill: bool = True, transient: bool = False, after: float | None = None) -> Act:
    def act() -> ProviderReply:
        raise ProviderFailed(outcome, "on purpose", ill=ill, transient=transient, retry_after=after)

    return act


def complete(desk: Desk, *hops: Scripted | Hop, deadline_ms: int = 5000) -> Completion[Findings]:
    return desk.gateway(*hops).complete(call(deadline_ms), Findings, lambda: EXTRACT)


def outcomes(completion: Completion[Findings]) -> list[tuple[str, str]]:
    return [(attempt.provider, attempt.outcome) for attempt in completion.attempts]


def priced(provider: Scripted) -> Hop:
    return Hop(provider, MINI, 1000)


WORST = worst_case(MINI, 1000, PROMPT, Findings)
