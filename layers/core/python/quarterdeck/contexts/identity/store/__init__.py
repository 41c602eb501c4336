"""Organisations, their people, keys and signups in DynamoDB: the only room that knows their table."""

from quarterdeck.contexts.identity.store.rows import TABLE

__all__ = ["TABLE"]
