"""Exporting what a store holds, a page at a time, so that no store has to fit into memory."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Rows:
    """Things as JSON-ready data; ``cursor`` is where the next page goes on, None at the end."""

    items: Sequence[Any]
    cursor: str | None = None


@dataclass(frozen=True, slots=True)
class Original:
    """An object, which goes along as it is under this name."""

    name: str
    key: str


@dataclass(frozen=True, slots=True)
class Files:
    """Objects; ``cursor`` as of ``Rows``."""

    originals: Sequence[Original]
    cursor: str | None = None


Page = Rows | Files


def rows(page: tuple[Iterable[T], str | None], show: Callable[[T], Any]) -> Rows:
    """Return a page of things and its cursor, each thing as ``show`` shows it."""
    found, cursor = page
    return Rows([show(each) for each in found], cursor)
