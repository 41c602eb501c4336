"""What the OpenSearch index stores, and how its vector scores read."""

from collections.abc import Callable, Mapping
from typing import Any

from msgspec import Struct

from quarterdeck.kernel.codec import dump
from quarterdeck.kernel.tenancy import TenantId
from quarterdeck.services.search.embed import Vectors
from quarterdeck.services.search.model import Passage, Span

# From a score back to the inner product of two unit vectors, by space type
# (https://docs.opensearch.org/2.19/field-types/supported-field-types/knn-spaces/).
_INNER_PRODUCT: Mapping[str, Callable[[float], float]] = {
    "cosinesimil": lambda score: 2 * score - 1,
    "innerproduct": lambda score: score - 1 if score >= 1 else 1 - 1 / score,
    "l2": lambda score: 1.5 - 0.5 / score,
}


class VectorField(Struct, frozen=True):
    """Which model's vectors the index keeps, and how: the kNN engine and its space type."""

    model: str
    dimension: int
    engine: str = "lucene"
    space: str = "innerproduct"

    def similarity(self, score: float) -> float:
        """Return the inner product that the score of a vector query stands for."""
        return _INNER_PRODUCT[self.space](score)


def index_body(vectors: VectorField) -> dict[str, Any]:
    """Return the settings and mapping of the index; ``_meta`` records whose vectors it holds."""
    words = {
        "type": "custom",
        "tokenizer": "standard",
        "filter": ["lowercase", "asciifolding", "porter_stem"],
    }
    method = {"name": "hnsw", "engine": vectors.engine, "space_type": vectors.space}
    return {
        "settings": {"index": {"knn": True}, "analysis": {"analyzer": {"words": words}}},
        "mappings": {
            "dynamic": "strict",
            "_meta": {"model": vectors.model, "dimension": vectors.dimension},
            "properties": {
                "tenant": {"type": "keyword"},
                "document": {"type": "keyword"},
                "version": {"type": "keyword"},
                "position": {"type": "integer"},
                "text": {"type": "text", "analyzer": "words"},
                "spans": {"type": "object", "enabled": False},
                "vector": {"type": "knn_vector", "dimension": vectors.dimension, "method": method},
            },
        },
    }


def row_of(tenant: TenantId, passage: Passage, vector: Vectors) -> dict[str, Any]:
    """Return what the index stores of the passage."""
    row = {"tenant": tenant, "document": passage.document, "version": passage.version}
    return row | {
        "position": passage.position,
        "text": passage.text,
        "spans": dump(passage.spans),
        "vector": vector.tolist(),
    }


def passage_of(row: Mapping[str, Any]) -> Passage:
    """Return the passage that was stored so."""
    spans = tuple(Span(**span) for span in row["spans"])
    return Passage(row["document"], row["version"], row["position"], spans)
