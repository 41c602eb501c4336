"""The index on OpenSearch: one index for all tenants, every request filtered by its tenant."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from opensearchpy import OpenSearch
from opensearchpy.exceptions import ConnectionError as NoConnection
from opensearchpy.exceptions import RequestError, TransportError

from quarterdeck.kernel.errors import Conflict, Unavailable
from quarterdeck.kernel.tenancy import TenantId
from quarterdeck.services.search.embed import Vectors
from quarterdeck.services.search.index import Candidate, Occurrences
from quarterdeck.services.search.model import Passage
from quarterdeck.services.search.opensearch_mapping import VectorField, index_body, passage_of, row_of
from quarterdeck.services.search.opensearch_queries import (
    containing_any,
    counts_of,
    near,
    read_counts,
    scoped,
)

_BULK = 200  # passages a request, of about 10 kB each
_OVERLOADED = 429
_BROKEN = 500


class OpenSearchIndex:
    """Passages in the OpenSearch index ``name``."""

    def __init__(self, client: OpenSearch, vectors: VectorField, *, name: str = "passages") -> None:
        self._client = client
        self._vectors = vectors
        self._name = name

    def ensure(self) -> None:
        body = index_body(self._vectors)
        with _answering():
            if not self._client.indices.exists(index=self._name):
                self._create(body)
            (index,) = self._client.indices.get_mapping(index=self._name).values()
        found = index["mappings"].get("_meta")
        if found != body["mappings"]["_meta"]:
            raise Conflict(f"the index {self._name} holds vectors of {found}, not of {self._vectors}")

    def _create(self, body: Mapping[str, Any]) -> None:
        try:
            self._client.indices.create(index=self._name, body=body)
        except RequestError as error:
            if error.error != "resource_already_exists_exception":  # another process was quicker
                raise

    def put(self, tenant: TenantId, passages: Sequence[Passage], vectors: Vectors) -> None:
        rows = list(zip(passages, vectors, strict=True))
        with _answering():
            for begin in range(0, len(rows), _BULK):
                self._put(tenant, rows[begin : begin + _BULK])
            for document, version in {passage.document: passage.version for passage in passages}.items():
                self._remove(scoped(tenant, {document}) | {"must_not": {"term": {"version": version}}})

    def _put(self, tenant: TenantId, rows: Iterable[tuple[Passage, Vectors]]) -> None:
        lines: list[dict[str, Any]] = []
        for passage, vector in rows:
            lines += {"index": {"_id": f"{tenant}/{passage.id}"}}, row_of(tenant, passage, vector)
        _check(self._client.bulk(index=self._name, body=lines, params={"refresh": "true"})["items"])

    def search(
        self,
        tenant: TenantId,
        terms: Sequence[str],
        vector: Vectors,
        documents: frozenset[str] | None,
        limit: int,
    ) -> list[Candidate]:
        scope = scoped(tenant, documents)
        with _answering():
            lexical, semantic = self._found(limit, containing_any(scope, terms), near(scope, vector, limit))
        rows = {hit["_id"]: hit["_source"] for hit in (*lexical, *semantic)}
        by_words = {hit["_id"]: hit["_score"] for hit in lexical}
        by_meaning = {hit["_id"]: self._vectors.similarity(hit["_score"]) for hit in semantic}
        return [
            Candidate(passage_of(row), by_words.get(key, 0.0), by_meaning.get(key, 0.0))
            for key, row in rows.items()
        ]

    def occurrences(self, tenant: TenantId, terms: Sequence[str], documents: frozenset[str]) -> Occurrences:
        with _answering():
            found = self._client.search(index=self._name, body=counts_of(tenant, terms, documents))
        return read_counts(found["aggregations"])

    def count(self, tenant: TenantId, document: str, version: str) -> int:
        scope = scoped(tenant, {document})
        scope["filter"].append({"term": {"version": version}})
        with _answering():
            found = self._client.count(index=self._name, body={"query": {"bool": scope}})
        return int(found["count"])

    def delete(self, tenant: TenantId, document: str) -> int:
        with _answering():
            return self._remove(scoped(tenant, {document}))

    def clear(self, tenant: TenantId, limit: int) -> int:
        with _answering():
            return self._remove(scoped(tenant, None), max_docs=limit)

    def _found(self, limit: int, *queries: dict[str, Any]) -> list[list[dict[str, Any]]]:
        """Run the queries in one request and return each one's hits."""
        lines: list[dict[str, Any]] = []
        for query in queries:
            lines += (
                {"index": self._name},
                {"query": query, "size": limit, "_source": {"excludes": ["vector"]}},
            )
        responses = self._client.msearch(body=lines)["responses"]
        _check(responses)
        return [response["hits"]["hits"] for response in responses]

    def _remove(self, condition: dict[str, Any], **bounds: int) -> int:
        removed = self._client.delete_by_query(
            index=self._name,
            body={"query": {"bool": condition}},
            params={"refresh": "true", "conflicts": "proceed", **bounds},
        )
        return int(removed["deleted"])


def _check(answers: Iterable[Mapping[str, Any]]) -> None:
    """Raise the first error among the answers to a request of many parts."""
    for answer in answers:
        error = answer.get("error") or answer.get("index", {}).get("error")
        if error:
            raise Unavailable(f"the search index refused a part of a request: {error}")


@contextmanager
def _answering() -> Iterator[None]:
    try:
        yield
    except (NoConnection, TransportError) as error:
        if (
            isinstance(error.status_code, int)
            and error.status_code < _BROKEN
            and error.status_code != _OVERLOADED
        ):
            raise
        raise Unavailable(f"the search index does not answer: {error}") from error
