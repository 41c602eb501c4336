"""A go at the stores: as many pages as fit into its time, from where the step before ended."""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from datetime import timedelta
from itertools import chain

from msgspec import Struct, field
from msgspec.structs import replace

from quarterdeck.contexts.operations.protection.exporting.model import (
    Archive,
    Found,
    Look,
    Reader,
    Readers,
    Step,
)
from quarterdeck.contexts.operations.protection.exporting.packing import Packing, Shelf
from quarterdeck.kernel.clock import Clock
from quarterdeck.kernel.errors import NotFound
from quarterdeck.platform.exporting import Files, Original, Page, Rows
from quarterdeck.platform.objects import S3Objects

TIME = timedelta(seconds=120)
"""How long a go takes pages; the last one it took, it finishes."""


class Exporting(Struct, frozen=True):
    readers: Readers
    objects: S3Objects
    shelf: Shelf
    clock: Clock

    def run(self, step: Step) -> Step:
        """Return the step that follows."""
        if not step.left:
            return replace(step, archive=self._sealed(step), sealed=True)
        packing, until = Packing.resume(step, self.shelf, self.objects), self.clock.now() + TIME
        going = _Going(self.readers[step.kind], self.objects, packing, step, lambda: self.clock.now() < until)
        return going.run()

    def _sealed(self, step: Step) -> Archive:
        """Close the archive, unless a go did so that could not say it any more."""
        try:
            return replace(step.archive, size=self.objects.size(step.key))
        except NotFound:
            return Packing.resume(step, self.shelf, self.objects).seal()


class _Going(Struct):
    readers: Mapping[str, Reader]
    objects: S3Objects
    packing: Packing
    step: Step
    has_time: Callable[[], bool]
    _found: dict[str, Found] = field(default_factory=dict)

    def run(self) -> Step:
        self._found = {each.store: each for each in self.step.found}
        while self.step.left and self.has_time():
            self._read(self.step.left[0])
        return replace(self.step, found=tuple(self._found.values()), archive=self.packing.pause())

    def _read(self, store: str) -> None:
        """Take a page of files, or as many of rows as there is time for: these are one file of the archive."""
        self._count(store, 0, 0)
        name = _file_name(store, self.step)
        page = self._page(store)
        if isinstance(page, Files):
            for original in page.originals:
                self._copy(store, original)
        else:
            lines = self._lines(store, page)
            for first in lines:
                self.packing.add(name, chain([first], lines))

    def _page(self, store: str) -> Page:
        """Return the store's next page, and move on behind it."""
        step = self.step
        page = self.readers[store](Look(step.tenant, step.subject, step.cursor))
        left = step.left if page.cursor else step.left[1:]
        self.step = replace(step, left=left, cursor=page.cursor)
        return page

    def _lines(self, store: str, page: Page) -> Iterator[bytes]:
        while isinstance(page, Rows):
            for item in page.items:
                line = json.dumps(item, ensure_ascii=False).encode() + b"\n"
                self._count(store, 1, len(line))
                yield line
            if page.cursor is None or not self.has_time():
                return
            page = self._page(store)
        raise TypeError(f"the store {store} is rows as well as files")

    def _copy(self, store: str, original: Original) -> None:
        """Add the object, unless it was deleted since it was listed."""
        with suppress(NotFound):
            pieces = self.objects.pieces(original.key)
            member = self.packing.add(f"{_folder(store)}/{original.name}", pieces)
            self._count(store, 1, member.size)

    def _count(self, store: str, items: int, size: int) -> None:
        found = self._found.get(store, Found(store, 0, 0))
        self._found[store] = Found(store, found.items + items, found.bytes + size)


def _file_name(store: str, step: Step) -> str:
    """Return the name of the store's rows; a store that takes several goes has a file of each."""
    again = f"-{step.archive.goes + 1}" if step.cursor else ""
    return f"{_folder(store)}{again}.jsonl"


def _folder(store: str) -> str:
    return store.replace(" ", "-")
