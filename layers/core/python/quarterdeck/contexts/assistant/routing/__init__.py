"""Routing: what kind of question it is, by stages from cheap to dear."""

from quarterdeck.contexts.assistant.routing.classify import classify

__all__ = ["classify"]
