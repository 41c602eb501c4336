"""The bodies of the OpenSearch index's queries, and what their counts read."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from quarterdeck.kernel.tenancy import TenantId
from quarterdeck.services.search.embed import Vectors
from quarterdeck.services.search.index import Occurrences
from quarterdeck.services.search.words import plain_terms

Body = dict[str, Any]


def scoped(tenant: TenantId, documents: Iterable[str] | None) -> Body:
    """Return the clause of a boolean query that keeps it within the tenant, and these documents if given."""
    clauses: list[Body] = [{"term": {"tenant": tenant}}]
    if documents is not None:
        clauses.append({"terms": {"document": sorted(documents)}})
    return {"filter": clauses}


def containing_any(scope: Body, terms: Sequence[str]) -> Body:
    """Return the query for passages within the scope that contain any of the terms."""
    phrases = [_phrase(term) for term in plain_terms(terms)]
    return {"bool": scope | {"must": {"bool": {"should": phrases}} if phrases else {"match_none": {}}}}


def near(scope: Body, vector: Vectors, limit: int) -> Body:
    """Return the query for the passages within the scope that are nearest to the vector."""
    return {"knn": {"vector": {"vector": vector.tolist(), "k": limit, "filter": {"bool": scope}}}}


def counts_of(tenant: TenantId, terms: Sequence[str], documents: frozenset[str]) -> Body:
    """Return the search that counts the documents' passages, and those that contain each term."""
    by_document: Body = {"documents": {"terms": {"field": "document", "size": max(1, len(documents))}}}
    containing = {"filters": {"filters": [_phrase(term) for term in plain_terms(terms)]}, "aggs": by_document}
    counts = by_document | ({"containing": containing} if plain_terms(terms) else {})
    return {"size": 0, "query": {"bool": scoped(tenant, documents)}, "aggs": counts}


def read_counts(counts: Mapping[str, Any]) -> Occurrences:
    """Return what the search of ``counts_of`` counted."""
    containing = counts.get("containing", {}).get("buckets", ())
    return Occurrences(_by_document(counts), tuple(map(_by_document, containing)))


def _by_document(counts: Mapping[str, Any]) -> dict[str, int]:
    return {bucket["key"]: bucket["doc_count"] for bucket in counts["documents"]["buckets"]}


def _phrase(term: str) -> Body:
    return {"match_phrase": {"text": term}}
