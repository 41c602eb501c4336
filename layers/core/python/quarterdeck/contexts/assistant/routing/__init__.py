"""Routing: what kind of question it is, by stages from cheap to dear."""

from quarterdeck.contexts.assistant.routing.corrections import is_correction
from quarterdeck.contexts.assistant.routing.judge import judge
from quarterdeck.contexts.assistant.routing.known import Known, known_from
from quarterdeck.contexts.assistant.routing.notices import notice, points
from quarterdeck.contexts.assistant.routing.route import SURE, route

__all__ = ["SURE", "Known", "is_correction", "judge", "known_from", "notice", "points", "route"]
