"""The word half of the local index: an FTS5 table whose ``scope`` holds the tenant and the document as terms."""

import sqlite3
from collections.abc import Iterable, Sequence

from quarterdeck.kernel.tenancy import TenantId
from quarterdeck.services.search.index import Occurrences
from quarterdeck.services.search.model import Passage
from quarterdeck.services.search.words import plain_terms

# Filtering by terms of the full-text index itself is what keeps a small tenant's search quick among large ones.
WORDS_SCHEMA = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS words USING fts5(scope, text, tokenize = 'porter unicode61')",
    """CREATE TRIGGER IF NOT EXISTS forget_words AFTER DELETE ON passages
    BEGIN DELETE FROM words WHERE rowid = old.id; END
    """,
)


def insert_words(connection: sqlite3.Connection, row: int | None, tenant: TenantId, passage: Passage) -> None:
    """Index the words of the passage that the table ``passages`` holds in this row."""
    scope = f"{_term('t', tenant)} {_term('d', passage.document)}"
    connection.execute("INSERT INTO words (rowid, scope, text) VALUES (?, ?, ?)", (row, scope, passage.text))


def best_by_words(
    connection: sqlite3.Connection,
    tenant: TenantId,
    terms: Sequence[str],
    documents: frozenset[str] | None,
    limit: int,
) -> dict[int, float]:
    """Return the BM25 scores of the ``limit`` best passages for any of the terms, by passage id."""
    wanted = plain_terms(terms)
    if not wanted or documents == frozenset():
        return {}
    ranked = connection.execute(  # FTS5's scores are negative; the scope's terms weigh nothing
        "SELECT rowid, -bm25(words, 0, 1) FROM words WHERE words MATCH ? ORDER BY 2 DESC LIMIT ?",
        (_match(tenant, wanted, documents), limit),
    )
    return dict(ranked.fetchall())


def count_words(
    connection: sqlite3.Connection, tenant: TenantId, terms: Sequence[str], documents: frozenset[str]
) -> Occurrences:
    """Count the passages of the documents, and those among them that contain each distinct term."""
    wanted = plain_terms(terms)
    if not documents:
        return Occurrences({}, tuple({} for _ in wanted))
    query = (
        "SELECT document, count(*) FROM words JOIN passages ON passages.id = words.rowid"
        " WHERE words MATCH ? GROUP BY document"
    )
    matches = [_scope(tenant, documents), *(_match(tenant, [term], documents) for term in wanted)]
    passages, *containing = (dict(connection.execute(query, (match,)).fetchall()) for match in matches)
    return Occurrences(passages, tuple(containing))


def _match(tenant: TenantId, terms: Iterable[str], documents: frozenset[str] | None) -> str:
    """Return the query for passages in the scope with any of the terms."""
    any_of = " OR ".join(f'"{term}"' for term in terms)
    return f"{_scope(tenant, documents)} AND text : ({any_of})"


def _scope(tenant: TenantId, documents: frozenset[str] | None) -> str:
    """Return the query for passages of the tenant, and of these documents if given."""
    scope = _term("t", tenant)
    if documents is not None:
        scope += f" AND ({' OR '.join(_term('d', document) for document in sorted(documents))})"
    return f"scope : ({scope})"


def _term(kind: str, name: str) -> str:
    """Spell a name as one term that no tokenizer splits and, for its last digit, no stemmer cuts."""
    return f"{kind}{name.encode().hex()}0"
