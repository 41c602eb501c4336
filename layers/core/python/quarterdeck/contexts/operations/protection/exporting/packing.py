"""The archive, written in goes: each adds whole files, and leaves what the next one needs beside it.

That is the end of the archive that isn't a part's worth yet, and notes of the go's files, for the manifest and the list
that close the archive. Where a go writes depends on its number alone, so one that broke off is done again over itself.
"""

import json
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Protocol

from msgspec import Struct, field
from msgspec.structs import replace

from quarterdeck.contexts.operations.protection.exporting.model import (
    MEDIA_TYPE,
    Archive,
    Step,
    key_of,
)
from quarterdeck.kernel.codec import dump, dump_json, load_json
from quarterdeck.platform.objects import Objects
from quarterdeck.platform.zipping import Member, listing, packing

PART = 16 << 20
"""How many bytes a part of the upload has; ten thousand of them are the most, which is 160 GB."""

MANIFEST = "manifest.json"


class Shelf(Protocol):
    """Where the archive is put (``platform.expiring.ExpiringObjects``)."""

    def put(self, key: str, body: bytes) -> None: ...
    def begin(self, key: str, media_type: str) -> str: ...
    def put_part(self, key: str, upload: str, number: int, body: bytes) -> None: ...
    def complete(self, key: str, upload: str, parts: int) -> None: ...


class Packing(Struct):
    """One go's writing. ``archive`` is how far it is, with what is no part yet."""

    step: Step
    shelf: Shelf
    objects: Objects
    archive: Archive
    _end: bytearray = field(default_factory=bytearray)
    _members: list[Member] = field(default_factory=list)

    @classmethod
    def resume(cls, step: Step, shelf: Shelf, objects: Objects) -> "Packing":
        """Go on where the step before ended."""
        made = cls(step, shelf, objects, step.archive)
        if step.archive.goes:
            made._end += objects.get(made._key(_end(step.archive.goes)))
        else:
            made.archive = replace(step.archive, upload=shelf.begin(step.key, MEDIA_TYPE))
        return made

    def add(self, name: str, pieces: Iterable[bytes]) -> Member:
        """Add a file."""
        self._append(packing(name, self.archive.size, pieces, self._members.append))
        return self._members[-1]

    def pause(self) -> Archive:
        """Leave to the next go what it needs, and return how far the archive is."""
        goes = self.archive.goes + 1
        self.shelf.put(self._key(_end(goes)), bytes(self._end))
        self.shelf.put(self._key(_files(goes)), dump_json(self._members))
        return replace(self.archive, goes=goes)

    def seal(self) -> Archive:
        """Close the archive with its manifest and its list."""
        self.add(MANIFEST, self._manifest())
        self._append(listing(chain(self._noted(), self._members), self.archive.size))
        self._put_part(len(self._end))
        self.shelf.complete(self.step.key, self.archive.upload, self.archive.parts)
        return self.archive

    def _append(self, pieces: Iterable[bytes]) -> None:
        for piece in pieces:
            self._end += piece
            self.archive = replace(self.archive, size=self.archive.size + len(piece))
            while len(self._end) >= PART:
                self._put_part(PART)

    def _put_part(self, size: int) -> None:
        archive = replace(self.archive, parts=self.archive.parts + 1)
        self.shelf.put_part(self.step.key, archive.upload, archive.parts, bytes(self._end[:size]))
        del self._end[:size]
        self.archive = archive

    def _manifest(self) -> Iterator[bytes]:
        """Yield the manifest: whose archive it is, the receipt, and every file with its size and digest."""
        step = self.step
        about = {
            "export_id": step.export_id,
            "tenant": step.tenant,
            "kind": step.kind,
            "subject": step.subject,
        }
        head = json.dumps(about | {"receipt": dump(step.found)}, ensure_ascii=False)
        yield head[:-1].encode() + b', "files": ['
        for number, member in enumerate(self._noted()):
            line = {"file": member.name, "bytes": member.size, "sha256": member.sha256}
            yield (b",\n" if number else b"\n") + json.dumps(line, ensure_ascii=False).encode()
        yield b"\n]}\n"

    def _noted(self) -> Iterator[Member]:
        """Yield the files of all goes before this one."""
        for go in range(1, self.step.archive.goes + 1):
            yield from load_json(list[Member], self.objects.get(self._key(_files(go))))

    def _key(self, name: str) -> str:
        return key_of(self.step.tenant, self.step.export_id, name)


def _end(go: int) -> str:
    return f"goes/{go:06}.end"


def _files(go: int) -> str:
    return f"goes/{go:06}.json"
