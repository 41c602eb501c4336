"""A circuit breaker for each provider: after some failures it isn't asked for a while, then one caller tries.

https://learn.microsoft.com/azure/architecture/patterns/circuit-breaker. The state is shared; what a process knows of
it may be a second old, so that most calls need no look at the store.
"""

from collections.abc import Callable
from typing import Protocol

from msgspec import Struct, field
from msgspec.structs import replace

from quarterdeck.kernel.clock import Clock
from quarterdeck.kernel.errors import Unavailable
from quarterdeck.kernel.observability import count, logger

SWAPS = 8
"""How often to try to write a state against others who write it too; after that, theirs says the same."""

OUT_OF_REACH = "breakers out of reach"
"""Then every provider may be asked, and nothing is learnt: a breaker spares time, and must not cost an answer."""


class State(Struct, frozen=True):
    """A breaker at rest is closed: ``failures`` since the instant ``since``. An open one has ``open_until``.

    All instants are seconds since 1970. ``probe_until`` tells that one caller is trying the provider.
    """

    failures: int = 0
    since: float = 0.0
    open_until: float = 0.0
    probe_until: float = 0.0


class Rules(Struct, frozen=True):
    """Opens at ``failures`` within ``window`` seconds, for ``pause`` seconds; a probe may take ``probe`` seconds."""

    failures: int = 5
    window: float = 60.0
    pause: float = 30.0
    probe: float = 30.0
    stale: float = 1.0


class States(Protocol):
    """Where the states of all breakers are kept."""

    def load(self, provider: str) -> tuple[State, int]:
        """Return the state with its version; a provider never written is closed, at version 0."""
        ...

    def swap(self, provider: str, version: int, state: State) -> bool:
        """Write the state as the next version, unless another has been written since that version."""
        ...


class Breaker(Struct):
    """Says which providers may be asked, and learns from what came of it."""

    states: States
    clock: Clock
    rules: Rules = Rules()
    _seen: dict[str, tuple[float, State]] = field(default_factory=dict)

    def admits(self, provider: str) -> bool:
        """Tell whether the provider may be asked now; of those who come when a pause is over, one may."""
        now = self._now()
        seen_at, state = self._seen.get(provider, (0.0, State()))
        if now - seen_at < self.rules.stale:
            return not state.open_until
        try:
            state, version = self._load(provider)
            if _waits_for_probe(state, now):
                return self._swap(provider, version, replace(state, probe_until=now + self.rules.probe))
        except Unavailable:
            logger.exception(OUT_OF_REACH)
            return True
        return not state.open_until

    def failed(self, provider: str) -> None:
        """Note a failure that speaks against the provider."""
        self._change(provider, lambda state: _after_failure(state, self._now(), self.rules))

    def worked(self, provider: str) -> None:
        """Note an answer of a provider that was admitted: it closes the breaker."""
        if self._seen.get(provider, (0.0, State()))[1].open_until:
            self._change(provider, lambda state: State() if state.open_until else state)

    def _change(self, provider: str, changed: Callable[[State], State]) -> None:
        try:
            for _ in range(SWAPS):
                before, version = self._load(provider)
                after = changed(before)
                if after == before:
                    return None
                if self._swap(provider, version, after):
                    return _tell(provider, before, after)
        except Unavailable:
            logger.exception(OUT_OF_REACH)

    def _load(self, provider: str) -> tuple[State, int]:
        state, version = self.states.load(provider)
        self._seen[provider] = (self._now(), state)
        return state, version

    def _swap(self, provider: str, version: int, state: State) -> bool:
        swapped = self.states.swap(provider, version, state)
        if swapped:
            self._seen[provider] = (self._now(), state)
        return swapped

    def _now(self) -> float:
        return self.clock.now().timestamp()


def _tell(provider: str, before: State, after: State) -> None:
    if after.open_until and not before.open_until:
        count("BreakerOpened")
        logger.warning("breaker opened", extra={"provider": provider})
    elif before.open_until and not after.open_until:
        logger.info("breaker closed", extra={"provider": provider})


def _waits_for_probe(state: State, now: float) -> bool:
    return 0 < state.open_until <= now and state.probe_until <= now


def _after_failure(state: State, now: float, rules: Rules) -> State:
    if state.open_until:
        tried = state.probe_until > now
        return State(open_until=now + rules.pause) if tried else state
    if now - state.since > rules.window:
        state = State(since=now)
    if state.failures + 1 >= rules.failures:
        return State(open_until=now + rules.pause)
    return replace(state, failures=state.failures + 1)
