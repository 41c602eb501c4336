"""Personal data in what people said: what shows by its shape, what only talk has, and the names that are known."""

from quarterdeck.services.guard.pii.names import Names
from quarterdeck.services.guard.pii.redact import find, redact

__all__ = ["Names", "find", "redact"]
