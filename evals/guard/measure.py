"""How many of some texts are flagged, by the guard and by the baseline, and how long that takes."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from evals.guard import baseline
from quarterdeck.services.guard.inspect import find_attack, steers


@dataclass(frozen=True, slots=True)
class Shares:
    """The shares of the texts that are flagged, and the guard's milliseconds of CPU on each."""

    count: int
    guard: float
    baseline: float
    ms: tuple[float, ...]


def measure(texts: Sequence[str], *, stored: bool = False) -> Shares:
    """Return what becomes of typed texts, or of stored ones."""
    flag: Callable[[str], bool] = steers if stored else _attacks
    flagged, ms = 0, []
    for text in texts:
        began = time.process_time()
        flagged += flag(text)
        ms.append(1000 * (time.process_time() - began))
    most = max(1, len(texts))
    return Shares(len(texts), flagged / most, sum(map(baseline.matches, texts)) / most, tuple(ms))


def _attacks(text: str) -> bool:
    return find_attack(text) is not None
