"""Whether all that the installation depends on answers: asked at once, not waited for long, not for every caller."""

from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor, wait
from datetime import datetime, timedelta

from msgspec import Struct

from quarterdeck.kernel.clock import Clock
from quarterdeck.kernel.observability import logger

Probe = Callable[[], object]
"""Returns if its dependency answers, and raises whatever it likes if not."""

KEPT = timedelta(seconds=5)
SECONDS = 2.0


class Report(Struct, frozen=True):
    """The dependencies by name, each with whether it answered."""

    at: datetime
    answered: Mapping[str, bool]

    @property
    def down(self) -> list[str]:
        """Those that didn't answer, by name."""
        return sorted(name for name, answered in self.answered.items() if not answered)


class Readiness:
    """Asks the probes together; each report is kept for ``KEPT``, and takes ``seconds`` at the longest."""

    def __init__(self, probes: Mapping[str, Probe], clock: Clock, *, seconds: float = SECONDS) -> None:
        self._probes = probes
        self._clock = clock
        self._seconds = seconds
        self._last: Report | None = None

    def report(self) -> Report:
        """Return the last report, or a new one where that is too old."""
        now = self._clock.now()
        if self._last is None or now - self._last.at >= KEPT:
            self._last = Report(now, self._ask())
        return self._last

    def _ask(self) -> dict[str, bool]:
        pool = ThreadPoolExecutor(len(self._probes), thread_name_prefix="readiness")
        asked = {name: pool.submit(probe) for name, probe in self._probes.items()}
        done, _ = wait(asked.values(), self._seconds)
        pool.shutdown(wait=False, cancel_futures=True)
        return {name: future in done and _returned(name, future) for name, future in asked.items()}


def _returned(name: str, asked: Future[object]) -> bool:
    error = asked.exception()
    if error is not None:
        logger.warning("dependency down", extra={"dependency": name, "problem": type(error).__name__})
    return error is None
