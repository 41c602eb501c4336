"""The local index: SQLite's full-text search and an exact comparison of vectors, in one shared file."""

import json
import sqlite3
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from contextlib import closing, contextmanager
from pathlib import Path

from msgspec.structs import astuple

from quarterdeck.kernel.errors import Conflict, Unavailable
from quarterdeck.kernel.tenancy import TenantId
from quarterdeck.services.search.embed import Vectors
from quarterdeck.services.search.index import Candidate, Occurrences
from quarterdeck.services.search.model import Passage, Span
from quarterdeck.services.search.sqlite_vectors import VectorCache
from quarterdeck.services.search.sqlite_words import WORDS_SCHEMA, best_by_words, count_words, insert_words

_BUSY_SECONDS = 20.0
_SCHEMA = (
    "CREATE TABLE IF NOT EXISTS embedding (model TEXT NOT NULL, dimension INTEGER NOT NULL)",
    "CREATE TABLE IF NOT EXISTS writes (tenant TEXT PRIMARY KEY, number INTEGER NOT NULL) WITHOUT ROWID",
    """CREATE TABLE IF NOT EXISTS passages (
        id INTEGER PRIMARY KEY, tenant TEXT NOT NULL, document TEXT NOT NULL, version TEXT NOT NULL,
        position INTEGER NOT NULL, spans TEXT NOT NULL, vector BLOB NOT NULL,
        UNIQUE (tenant, document, position))
    """,
    *WORDS_SCHEMA,
)


class SqliteIndex:
    """Passages in the SQLite database at ``path``, with vectors of one model and dimension."""

    def __init__(self, path: Path, *, model: str, dimension: int) -> None:
        self._path = path
        self._embedding = (model, dimension)
        self._vectors = VectorCache(dimension)

    def ensure(self) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with self._transaction("IMMEDIATE") as connection:
            for statement in _SCHEMA:
                connection.execute(statement)
            found = connection.execute("SELECT model, dimension FROM embedding").fetchone()
            if found is None:
                connection.execute("INSERT INTO embedding VALUES (?, ?)", self._embedding)
            elif found != self._embedding:
                raise Conflict(f"{self._path} holds vectors of {found}, not of {self._embedding}")

    def put(self, tenant: TenantId, passages: Sequence[Passage], vectors: Vectors) -> None:
        with self._transaction("IMMEDIATE") as connection:
            for passage, vector in zip(passages, vectors, strict=True):
                connection.execute(
                    "DELETE FROM passages WHERE tenant = ? AND document = ? AND (version != ? OR position = ?)",
                    (tenant, passage.document, passage.version, passage.position),
                )
                _insert(connection, tenant, passage, vector)
            _count_write(connection, tenant)

    def search(
        self,
        tenant: TenantId,
        terms: Sequence[str],
        vector: Vectors,
        documents: frozenset[str] | None,
        limit: int,
    ) -> list[Candidate]:
        with self._transaction("DEFERRED") as connection:
            semantic = self._vectors.best(connection, tenant, vector, documents, limit)
            lexical = best_by_words(connection, tenant, terms, documents, limit)
            passages = _passages(connection, tenant, semantic.keys() | lexical.keys())
        return [
            Candidate(passage, lexical.get(key, 0.0), semantic.get(key, 0.0))
            for key, passage in passages.items()
        ]

    def occurrences(self, tenant: TenantId, terms: Sequence[str], documents: frozenset[str]) -> Occurrences:
        with self._transaction("DEFERRED") as connection:
            return count_words(connection, tenant, terms, documents)

    def count(self, tenant: TenantId, document: str, version: str) -> int:
        rows = "SELECT count(*) FROM passages WHERE tenant = ? AND document = ? AND version = ?"
        with self._transaction("DEFERRED") as connection:
            (number,) = connection.execute(rows, (tenant, document, version)).fetchone()
        return int(number)

    def delete(self, tenant: TenantId, document: str) -> int:
        with self._transaction("IMMEDIATE") as connection:
            _count_write(connection, tenant)
            rows = "DELETE FROM passages WHERE tenant = ? AND document = ?"
            return connection.execute(rows, (tenant, document)).rowcount

    def clear(self, tenant: TenantId, limit: int) -> int:
        with self._transaction("IMMEDIATE") as connection:
            _count_write(connection, tenant)
            rows = "DELETE FROM passages WHERE rowid IN (SELECT rowid FROM passages WHERE tenant = ? LIMIT ?)"
            return connection.execute(rows, (tenant, limit)).rowcount

    @contextmanager
    def _transaction(self, kind: str) -> Iterator[sqlite3.Connection]:
        """Open a connection for one transaction; threads and processes share nothing but the file."""
        try:
            with closing(
                sqlite3.connect(self._path, timeout=_BUSY_SECONDS, isolation_level=None)
            ) as connection:
                connection.execute("PRAGMA journal_mode = WAL")
                connection.execute(f"BEGIN {kind}")
                yield connection
                connection.execute("COMMIT")
        except sqlite3.OperationalError as error:
            if (
                error.sqlite_errorcode == sqlite3.SQLITE_ERROR
            ):  # a mistake in a statement, which waiting won't mend
                raise
            raise Unavailable(f"the search index {self._path} does not answer: {error}") from error


def _insert(connection: sqlite3.Connection, tenant: TenantId, passage: Passage, vector: Vectors) -> None:
    spans = json.dumps([astuple(span) for span in passage.spans], ensure_ascii=False)
    row = connection.execute(
        "INSERT INTO passages (tenant, document, version, position, spans, vector) VALUES (?, ?, ?, ?, ?, ?)",
        (
            tenant,
            passage.document,
            passage.version,
            passage.position,
            spans,
            vector.astype("float32").tobytes(),
        ),
    )
    insert_words(connection, row.lastrowid, tenant, passage)


def _count_write(connection: sqlite3.Connection, tenant: TenantId) -> None:
    connection.execute(
        "INSERT INTO writes VALUES (?, 1) ON CONFLICT (tenant) DO UPDATE SET number = number + 1", (tenant,)
    )


def _passages(connection: sqlite3.Connection, tenant: TenantId, ids: AbstractSet[int]) -> dict[int, Passage]:
    rows = connection.execute(
        "SELECT id, document, version, position, spans FROM passages"
        " WHERE id IN (SELECT value FROM json_each(?)) AND tenant = ?",
        (json.dumps(sorted(ids)), tenant),
    )
    return {
        key: Passage(document, version, position, tuple(Span(*span) for span in json.loads(spans)))
        for key, document, version, position, spans in rows
    }
