"""Shows a person at a terminal which step is being done, how far it is, and how long each took."""

import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Protocol

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.text import Text


class Step(Protocol):
    """One step while it is being done."""

    def say(self, text: str) -> None:
        """Tell what the step is busy with."""
        ...

    def advance(self, done: int, total: int) -> None:
        """Tell how far the step is."""
        ...


class Quiet:
    """Shows nothing, for tests and benchmarks."""

    def say(self, text: str) -> None:
        pass

    def advance(self, done: int, total: int) -> None:
        pass


class Steps(Protocol):
    """Shows steps, one after the other."""

    def step(self, title: str, /) -> AbstractContextManager[Step]:
        """Show a step while the block runs."""
        ...


class Silence:
    def step(self, _title: str, /) -> AbstractContextManager[Step]:
        return nullcontext(Quiet())


class _Line:
    """A line with a spinner, and a bar once the step's size is known."""

    def __init__(self, progress: Progress, title: str) -> None:
        self._progress, self._title = progress, title
        self._task = progress.add_task(title, total=None)

    def say(self, text: str) -> None:
        self._progress.update(self._task, description=f"{self._title}: {text}")

    def advance(self, done: int, total: int) -> None:
        self._progress.update(self._task, completed=done, total=total)


class Terminal:
    """Shows each step as a moving line, and when it is done as a fixed one with its time."""

    def __init__(self, console: Console) -> None:
        self._console = console

    @contextmanager
    def step(self, title: str) -> Iterator[Step]:
        started = time.perf_counter()
        columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(24), TimeElapsedColumn())
        with Progress(
            *columns, console=self._console, transient=True, disable=not self._console.is_terminal
        ) as bars:
            yield _Line(bars, title)
        line = Text.assemble(
            ("✓", "green"), f" {title:<28}", (f"{time.perf_counter() - started:7.1f} s", "dim")
        )
        self._console.print(line)
