"""Times the steps of a stage, for the run's record and the metrics."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from msgspec import Struct, field

from quarterdeck.contexts.assistant.run import StageTime
from quarterdeck.kernel.observability import span


class Stopwatch(Struct):
    """Collects how long each named step took, and tells of each when it begins."""

    tell: Callable[[str], None]
    times: list[StageTime] = field(default_factory=list)

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        self.tell(name)
        with span(name, lambda step, ms: self.times.append(StageTime(step, round(ms, 1)))):
            yield
