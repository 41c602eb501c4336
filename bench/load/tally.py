"""What came of the load, counted as it comes from all threads."""

import threading
from collections import Counter, defaultdict
from dataclasses import dataclass, field

import httpx

from bench.measures import percentile

KEPT = 300
"""How many characters of a failed response are kept."""


@dataclass(slots=True)
class Tally:
    """``counts`` are by kind and what happened, ``seconds`` by kind; ``runs`` are the answers that people have.

    ``failures`` are what the server said with each 5xx.
    """

    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    seconds: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    runs: set[str] = field(default_factory=set)
    losses: list[str] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, kind: str, happened: str, by: int = 1) -> None:
        with self._lock:
            self.counts[kind, happened] += by

    def answered(self, kind: str, seconds: float, run_id: str = "") -> None:
        """Note an answer, how long its person waited from the first try on, and the run that gave it."""
        with self._lock:
            self.counts[kind, "answered"] += 1
            self.seconds[kind].append(seconds)
            if run_id:
                self.runs.add(run_id)

    def lost(self, kind: str, why: str) -> None:
        with self._lock:
            self.counts[kind, "lost"] += 1
            self.losses.append(f"{kind}: {why}")

    def failed(self, kind: str, response: httpx.Response) -> None:
        """Note a 5xx, with the beginning of what the server said."""
        with self._lock:
            self.counts[kind, "5xx"] += 1
            self.failures.append(f"{kind}: {response.status_code} {response.text[:KEPT]}")

    def is_clean(self) -> bool:
        """Tell whether nothing was lost and nothing came twice."""
        return not any(self.counts[kind, what] for kind, what in self.counts if what in {"lost", "doubled"})

    def row(self, kind: str) -> list[str]:
        """Return how many were asked, answered, lost, doubled, met a 5xx, sent again; p50 and p95 in seconds."""
        counted = [
            str(self.counts[kind, what])
            for what in ("asked", "answered", "lost", "doubled", "5xx", "sent again")
        ]
        times = [
            f"{percentile(self.seconds[kind], percent):.2f}" for percent in (50, 95) if self.seconds[kind]
        ]
        return [kind, *counted, *(times or ["", ""])]
