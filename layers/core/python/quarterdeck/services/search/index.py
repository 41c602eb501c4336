"""The port of the passage index: one tenant's passages by their words and by their meaning."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from msgspec import Struct

from quarterdeck.kernel.tenancy import TenantId
from quarterdeck.services.search.embed import Vectors
from quarterdeck.services.search.model import Passage


class Candidate(Struct, frozen=True):
    """A passage that matches a query.

    ``lexical`` is its BM25 score and ``semantic`` its vector's inner product with the query's; each is 0
    where the passage is not among the best of that kind.
    """

    passage: Passage
    lexical: float
    semantic: float


class Occurrences(Struct, frozen=True):
    """In how many passages the terms of a query occur, document by document.

    ``passages`` has how many each document has at all; ``containing`` has, for each term, how many of a
    document's contain it, without the documents that don't.
    """

    passages: Mapping[str, int]
    containing: tuple[Mapping[str, int], ...]


class SearchIndex(Protocol):
    """Stores passages with their vectors. Every call is about one tenant, and sees no other's passages.

    Each call raises ``Unavailable`` where the index does not answer in time.
    """

    def ensure(self) -> None:
        """Create the index unless it exists; safe to call from anywhere, any number of times.

        Raises:
            Conflict: it exists for another embedding model or dimension.
        """
        ...

    def put(self, tenant: TenantId, passages: Sequence[Passage], vectors: Vectors) -> None:
        """Store the passages, each with its row of ``vectors``, and remove what they supersede.

        A passage replaces the one of its id; a document's passages of other versions go. The next search
        finds what was put.
        """
        ...

    def search(
        self,
        tenant: TenantId,
        terms: Sequence[str],
        vector: Vectors,
        documents: frozenset[str] | None,
        limit: int,
    ) -> list[Candidate]:
        """Return the ``limit`` best passages that contain any term and the ``limit`` best by vector, merged.

        A term is a word or a phrase, compared by the stems of its words. ``vector`` has shape (dimension,).
        ``documents`` restricts the search to those; None means all.
        """
        ...

    def occurrences(self, tenant: TenantId, terms: Sequence[str], documents: frozenset[str]) -> Occurrences:
        """Count the passages of these documents, and those among them that contain each distinct term."""
        ...

    def count(self, tenant: TenantId, document: str, version: str) -> int:
        """Return how many passages of this version of the document are stored."""
        ...

    def delete(self, tenant: TenantId, document: str) -> int:
        """Remove the document's passages and return how many there were."""
        ...

    def clear(self, tenant: TenantId, limit: int) -> int:
        """Remove ``limit`` of all passages of the tenant and return how many were left for that."""
        ...
