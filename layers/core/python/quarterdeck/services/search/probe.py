"""Whether the search index answers."""

import sqlite3
from contextlib import closing
from pathlib import Path
from urllib.parse import unquote, urlsplit

SECONDS = 1.0


def probe_search(url: str) -> None:
    """Return if the index at the URL (as ``factory.open_index`` takes it) answers; a file is made with its first use.

    Raises:
        OpenSearchException, sqlite3.Error: it doesn't.
    """
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        path = Path(unquote(parts.path))
        path.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(path, timeout=SECONDS)) as file:
            file.execute("SELECT count(*) FROM sqlite_schema")
        return
    from quarterdeck.services.search.opensearch_client import connect  # noqa: PLC0415 - heavy, and only here

    connect(url, seconds=SECONDS, retries=0).info()
