"""The terminal, or the file or pipe in its place."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from cli.text import safe

WIDTH = 200
"""Columns where there is no terminal, so that lines can be searched."""


def screen(*, stderr: bool = False) -> Console:
    """Return a console that shows text as it is, without markup, emoji codes or guessed colours."""
    console = Console(stderr=stderr, markup=False, emoji=False, highlight=False)
    if not console.is_terminal:
        console.width = WIDTH
    return console


def print_table(
    console: Console, columns: Sequence[str], rows: Sequence[tuple[Any, ...]], *, whole: int
) -> None:
    """Print a table whose first ``whole`` columns are never broken, so that ids can be copied."""
    table = Table(box=None, header_style="bold", pad_edge=False)
    for index, column in enumerate(columns):
        table.add_column(column, no_wrap=index < whole, overflow="fold")
    for row in rows:
        table.add_row(*(safe(value) for value in row))
    console.print(table)


@contextmanager
def progress(what: str, total: int) -> Iterator[Callable[[], None]]:
    """Show a bar on stderr during the block, which calls what it is given after each of ``total`` steps."""
    columns = (TextColumn(what), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=screen(stderr=True), transient=True) as bar:
        yield partial(bar.advance, bar.add_task(what, total=total))
