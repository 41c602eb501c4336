"""Airtable's limit of 5 requests a second a base, kept by all functions together.

A reservation in the table rather than one process that paces alone: a sync, and answers that read Airtable
live, share the base. Whoever would wait longer than a moment is told so, and a state machine waits for free.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from quarterdeck.contexts.connectors.airtable.model import Busy
from quarterdeck.contexts.knowledge.store import pace
from quarterdeck.kernel.clock import Clock
from quarterdeck.kernel.tenancy import TenantId

SPACING_MS = 220
"""4.5 a second: the requests' ways to Airtable differ by some milliseconds."""

PATIENCE_MS = 3_000


@dataclass(frozen=True, slots=True)
class SharedPace:
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
