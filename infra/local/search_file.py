"""The local search index, as a file: fresh at each start, but with the demo's passages where they are known.

Embedding them takes most of a start. An ingest finds its passages there and embeds nothing again.
"""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from infra.local.paths import BUILD, LOCKS, PACKAGE
from infra.local.seed import DEMO
from infra.local.stamps import digest_of_files

_SOURCES = [PACKAGE / "services" / "search", PACKAGE / "contexts" / "meetings", LOCKS / "search.txt", DEMO]
"""What the passages and vectors of the demo depend on."""


def fresh(folder: Path, *, for_demo: bool) -> str:
    """Return the URL of a new index: empty, or for the demo with its passages if an earlier start kept them."""
    file = _file(folder)
    shutil.rmtree(file.parent, ignore_errors=True)
    file.parent.mkdir(parents=True)
    if for_demo and _kept().exists():
        shutil.copyfile(_kept(), file)
    return f"sqlite://{file.resolve()}"


def keep(folder: Path) -> None:
    """Keep what is in the index now, which is the demo, for later starts."""
    if _kept().exists() or not _file(folder).exists():
        return
    shutil.rmtree(_kept().parent, ignore_errors=True)
    _kept().parent.mkdir(parents=True)
    part = _kept().with_suffix(".part")
    with closing(sqlite3.connect(_file(folder))) as source, closing(sqlite3.connect(part)) as copy:
        source.backup(copy)
    part.rename(_kept())


def _file(folder: Path) -> Path:
    return folder / "search" / "index.sqlite"


def _kept() -> Path:
    return BUILD / "search" / f"{digest_of_files(_SOURCES)}.sqlite"
