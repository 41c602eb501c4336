"""The vector half of the local index: each tenant's vectors in memory, compared exactly."""

import sqlite3

import numpy as np
from msgspec import Struct

from quarterdeck.kernel.tenancy import TenantId
from quarterdeck.services.search.embed import Vectors


class _TenantVectors(Struct, frozen=True):
    """One tenant's vectors as of its write ``number``; row i is passage ``ids[i]``, of ``documents[i]``."""

    number: int
    ids: list[int]
    documents: list[str]
    matrix: Vectors


class VectorCache:
    """Keeps what it read until any process has written again; the table ``writes`` tells."""

    def __init__(self, dimension: int) -> None:
        self._dimension = dimension
        self._tenants: dict[TenantId, _TenantVectors] = {}

    def best(
        self,
        connection: sqlite3.Connection,
        tenant: TenantId,
        vector: Vectors,
        documents: frozenset[str] | None,
        limit: int,
    ) -> dict[int, float]:
        """Return the inner products of the ``limit`` passages nearest to the vector, by passage id."""
        known = self._current(connection, tenant)
        rows = [row for row, name in enumerate(known.documents) if documents is None or name in documents]
        scores = (known.matrix if documents is None else known.matrix[rows]) @ vector
        return {known.ids[rows[at]]: float(scores[at]) for at in np.argsort(-scores, kind="stable")[:limit]}

    def _current(self, connection: sqlite3.Connection, tenant: TenantId) -> _TenantVectors:
        row = connection.execute("SELECT number FROM writes WHERE tenant = ?", (tenant,)).fetchone()
        number = row[0] if row else 0
        known = self._tenants.get(tenant)
        if known is None or known.number != number:
            known = self._tenants[tenant] = self._read(connection, tenant, number)
        return known

    def _read(self, connection: sqlite3.Connection, tenant: TenantId, number: int) -> _TenantVectors:
        query = "SELECT id, document, vector FROM passages WHERE tenant = ?"
        rows = connection.execute(query, (tenant,)).fetchall()
        matrix = np.frombuffer(b"".join(row[2] for row in rows), np.float32).reshape(-1, self._dimension)
        return _TenantVectors(number, [row[0] for row in rows], [row[1] for row in rows], matrix)
