"""``python -m bench.audit``: 25 writers of one tenant's audit trail at once, over one lane and over more of them.

Tables are on the local emulator, which does one call at a time; what counts is how often a writer is outrun, and what
that makes of the time that a transaction takes.
"""

import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from unittest.mock import patch

from rich.console import Console
from rich.table import Table

from bench.measures import percentile
from quarterdeck.kernel.tenancy import tenant_id
from quarterdeck.platform.audit import lanes, writing
from quarterdeck.platform.audit.model import Actor, Entry
from tests.support.tables import running_tables

WRITERS, EACH = 25, 4
LANES = (1, 4, 16, 64)


@dataclass
class Measured:
    ms: list[float] = field(default_factory=list)
    tries: int = 0

    def write(self, entry: Entry) -> None:
        began = time.perf_counter()
        writing.record(entry)
        self.ms.append((time.perf_counter() - began) * 1000)


def main() -> None:
    """Measure and print."""
    table = Table("lanes", "tries an entry", "p50 ms", "p95 ms", "entries a second")
    with (
        tempfile.TemporaryDirectory(prefix="bench-") as folder,
        running_tables(Path(folder), ["audit"]),
    ):
        _measure(1, writers=1)  # loads the client
        for count in LANES:
            began = time.perf_counter()
            measured = _measure(count, WRITERS)
            seconds, entries = time.perf_counter() - began, len(measured.ms)
            figures = (percentile(measured.ms, 50), percentile(measured.ms, 95))
            table.add_row(
                str(count),
                f"{measured.tries / entries:.2f}",
                *(f"{ms:.0f}" for ms in figures),
                f"{entries / seconds:.0f}",
            )
    Console().print(f"{WRITERS} writers at once, {EACH} entries each", table)


def _measure(count: int, writers: int) -> Measured:
    measured, append = Measured(), writing.append
    tenant = tenant_id(f"bench-{count}-{writers}")

    def counted(*given: object) -> object:
        measured.tries += 1
        return append(*given)  # type: ignore[arg-type]

    def write(writer: int) -> None:
        for number in range(EACH):
            actor = Actor(tenant, "bench", "bench")
            measured.write(Entry(f"aud_{writer}_{number}", datetime.now(UTC), actor, "bench.write"))

    with (
        patch.object(lanes, "LANES", count),
        patch.object(writing, "TRIES", 1_000),
        patch.object(writing, "append", counted),
        ThreadPoolExecutor(writers) as pool,
    ):
        list(pool.map(write, range(writers)))
    return measured


if __name__ == "__main__":
    main()
