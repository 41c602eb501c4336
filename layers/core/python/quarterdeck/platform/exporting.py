"""Exporting what a store holds, a page at a time, so that no store has to fit into memory."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

from msgspec import Struct

T = TypeVar("T")


class Rows(Struct, frozen=True):
    """Things as JSON-ready data; ``cursor`` is where the next page goes on, None at the end."""

    items: Sequence[Any]
    cursor: str | None = None


class Original(Struct, frozen=True):
    """An object, which goes along as it is under this name."""

    name: str
    key: str


class Files(Struct, frozen=True):
    """Objects; ``cursor`` as of ``Rows``."""

    originals: Sequence[Original]
    cursor: str | None = None


Page = Rows | Files


def rows(page: tuple[Iterable[T], str | None], show: Callable[[T], Any]) -> Rows:
    """Return a page of things and its cursor, each thing as ``show`` shows it."""
    found, cursor = page
    return Rows([show(each) for each in found], cursor)
