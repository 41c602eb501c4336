"""Content stamps: what was made from unchanged inputs is not made again, and by one process at a time."""

import fcntl
import hashlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

_IGNORED = {"__pycache__", ".DS_Store"}


def digest_of(*parts: str | bytes) -> str:
    """Return one SHA-256 over the parts, each with its length so that they can't run together."""
    digest = hashlib.sha256()
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        digest.update(len(data).to_bytes(8, "big"))
        digest.update(data)
    return digest.hexdigest()


def digest_of_files(roots: Iterable[Path]) -> str:
    """Return one SHA-256 over the paths and contents of the files and folders named, bytecode left out."""
    parts: list[str | bytes] = []
    for root in roots:
        for path in _files(root):
            parts += [str(path.relative_to(root.parent)), path.read_bytes()]
    return digest_of(*parts)


def is_current(stamp: Path, digest: str) -> bool:
    """Tell whether the stamp file carries this digest."""
    return stamp.is_file() and stamp.read_text() == digest


@contextmanager
def building(folder: Path) -> Iterator[None]:
    """Wait until no other process builds in the folder, and keep others waiting meanwhile."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _files(root: Path) -> list[Path]:
    if root.is_file():
        return [root]
    return sorted(path for path in root.rglob("*") if path.is_file() and not _IGNORED & set(path.parts))
