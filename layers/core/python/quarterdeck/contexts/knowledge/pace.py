"""Airtable's limit of 5 requests a second a base, kept by all functions together.

A reservation in the table rather than one process that paces alone: a sync, and answers that read Airtable
live, share the base. Whoever would wait longer than a moment is told so, and a state machine waits for free.
"""

from collections.abc import Callable
from datetime import timedelta

from msgspec import Struct

from quarterdeck.contexts.connectors.airtable.model import Busy
from quarterdeck.contexts.knowledge.store import pace
from quarterdeck.kernel.clock import Clock
from quarterdeck.kernel.tenancy import TenantId

SPACING_MS = 252
"""A reader's fifth request after one that was late, by however much, still comes a second after that one's answer."""

PATIENCE_MS = 3_000


class SharedPace(Struct, frozen=True):
    """The pace of a tenant's base; ``pause`` waits for so many seconds."""

    tenant: TenantId
    clock: Clock
    pause: Callable[[float], None]
    spacing_ms: int = SPACING_MS

    def wait(self, base: str) -> None:
        now = self.clock.now()
        milliseconds = pace.reserve(self.tenant, base, now, self.spacing_ms, PATIENCE_MS)
        if milliseconds is None:
            raise Busy(pace.free_at(self.tenant, base) / 1000 - now.timestamp())
        if milliseconds:
            self.pause(milliseconds / 1000)

    def block(self, base: str, seconds: float) -> None:
        pace.block(self.tenant, base, self.clock.now() + timedelta(seconds=seconds))
