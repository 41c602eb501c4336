"""Product records for a question: the few of a tenant's knowledge that it is about."""

from quarterdeck.contexts.assistant.products.shelf import KnowledgeReader, Shelf, Shelves, mentioned, without

__all__ = ["KnowledgeReader", "Shelf", "Shelves", "mentioned", "without"]
