"""Which meetings a question is about, from the names, days and words for meetings in it."""

from quarterdeck.contexts.meetings.resolve.constraints import Constraints
from quarterdeck.contexts.meetings.resolve.kinds import of_kind
from quarterdeck.contexts.meetings.resolve.resolution import Resolution, resolve

__all__ = ["Constraints", "Resolution", "of_kind", "resolve"]
