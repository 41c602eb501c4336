"""Finds the passages, and the documents, that a question is about."""

from collections import Counter
from collections.abc import Sequence

from msgspec import Struct

from quarterdeck.kernel.tenancy import TenantId
from quarterdeck.services.search.embed import Embedder
from quarterdeck.services.search.index import SearchIndex
from quarterdeck.services.search.model import DocumentHit, Hit, Passage
from quarterdeck.services.search.rank import favour, fuse, spread
from quarterdeck.services.search.rank_documents import rank_documents
from quarterdeck.services.search.speakers import named
from quarterdeck.services.search.topic import phrases, topic

_CANDIDATES = 200
"""How many passages of each kind are ranked: all of a meeting, and the part of many that can matter."""

_SHORT = 4
"""Turns of fewer words are nods."""


class Retriever(Struct, frozen=True):
    """Hybrid retrieval: the index proposes passages by words and by meaning, and one ranking orders them."""

    index: SearchIndex
    embedder: Embedder

    def put(self, tenant: TenantId, passages: Sequence[Passage]) -> None:
        """Embed and index the passages; a document's new version replaces all of the old one.

        A version that is there already, whole, stays: an ingest that is run again doesn't embed again.
        """
        wanted = Counter((passage.document, passage.version) for passage in passages)
        new = {each for each, number in wanted.items() if self.index.count(tenant, *each) != number}
        missing = [passage for passage in passages if (passage.document, passage.version) in new]
        if missing:
            self.index.put(tenant, missing, self.embedder.embed([_said(passage) for passage in missing]))

    def delete(self, tenant: TenantId, document: str) -> int:
        """Remove the document and return how many passages it had."""
        return self.index.delete(tenant, document)

    def clear(self, tenant: TenantId, limit: int) -> int:
        """Remove ``limit`` of all passages of the tenant and return how many were left for that."""
        return self.index.clear(tenant, limit)

    def passages(
        self, tenant: TenantId, question: str, documents: frozenset[str] | None = None, limit: int = 10
    ) -> list[Hit]:
        """Return the passages, of these documents or of all, that answer the question best, best first.

        Whoever the question names is rather asked about by their own words.
        """
        hits = self._found(tenant, question, topic(question), documents)
        speakers = (span.speaker for hit in hits for span in hit.passage.spans)
        return spread(favour(hits, named(question, speakers)), limit)

    def documents(
        self, tenant: TenantId, question: str, documents: frozenset[str] | None = None, limit: int = 5
    ) -> list[DocumentHit]:
        """Return the documents, among these or all, that the question is most likely about, best first."""
        terms = topic(question) + phrases(question)
        hits = self._found(tenant, question, terms, documents)
        found = frozenset(hit.passage.document for hit in hits)
        return rank_documents(hits, self.index.occurrences(tenant, terms, found))[:limit]

    def _found(
        self, tenant: TenantId, question: str, terms: Sequence[str], documents: frozenset[str] | None
    ) -> list[Hit]:
        """Match the terms by their words, and the whole question by its meaning."""
        (vector,) = self.embedder.embed([question])
        return fuse(self.index.search(tenant, terms, vector, documents, _CANDIDATES))


def _said(passage: Passage) -> str:
    """Return what was said without who said it, nor the nods in between, which mean nothing on their own."""
    texts = [span.text for span in passage.spans]
    return " ".join([text for text in texts if len(text.split()) >= _SHORT] or texts)
