"""Product knowledge in DynamoDB: the only room that knows its table."""

from quarterdeck.contexts.knowledge.store.rows import TABLE

__all__ = ["TABLE"]
