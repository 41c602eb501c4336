"""The tape of a stage: what the outside answered, recorded once and played back in a replay.

A stage reaches the outside only through ``Tape.call``. In a replay each call must be the recorded one, by name and
request; the first that isn't is the divergence, and nothing outside is touched.
"""

import hashlib
from collections.abc import Callable
from typing import Any, TypeVar

from msgspec import Struct, field

from quarterdeck.kernel.codec import dump, dump_json, load

T = TypeVar("T")


class Effect(Struct, frozen=True):
    """One answer of the outside: what was asked (``request`` is a digest) and the JSON of what came back."""

    name: str
    request: str
    value: Any


class Divergence(Exception):
    """A replay asked something else than the recorded run did."""


class Tape(Struct):
    """Records into ``effects``; with ``recorded`` given, plays those back instead."""

    recorded: tuple[Effect, ...] | None = None
    effects: list[Effect] = field(default_factory=list)

    def call(self, name: str, request: object, kind: Any, produce: Callable[[], T]) -> T:
        """Return what ``produce`` returns, of type ``kind``, or what it returned when the tape was recorded.

        Raises:
            Divergence: the recording has another call at this place.
        """
        digest = hashlib.sha256(dump_json(request)).hexdigest()[:16]
        if self.recorded is None:
            value = produce()
            self.effects.append(Effect(name, digest, dump(value)))
            return value
        effect = self._next(name, digest)
        self.effects.append(effect)
        played: T = load(kind, effect.value)
        return played

    def _next(self, name: str, digest: str) -> Effect:
        place = len(self.effects)
        if self.recorded is None or place >= len(self.recorded):
            raise Divergence(f"call {place + 1} is {name}, which the recorded run did not make")
        effect = self.recorded[place]
        if effect.name != name:
            raise Divergence(f"call {place + 1} is {name}; the recorded run called {effect.name}")
        if effect.request != digest:
            raise Divergence(f"call {place + 1}, {name}, was asked something else than in the recorded run")
        return effect
