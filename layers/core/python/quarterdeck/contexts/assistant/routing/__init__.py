"""Routing: what kind of question it is, by stages from cheap to dear."""

from quarterdeck.contexts.assistant.routing.known import Known, known_from
from quarterdeck.contexts.assistant.routing.route import route

__all__ = ["Known", "known_from", "route"]
