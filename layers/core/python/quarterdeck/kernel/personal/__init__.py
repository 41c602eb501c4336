"""Personal data that shows by its shape: found by rules without a model, and replaced by what kind it was.

Kept here, on the lowest floor, because log lines need it; ``services.guard.pii`` adds what only talk needs.
"""

from quarterdeck.kernel.personal.shapes import KEYS, mask, shapes
from quarterdeck.kernel.personal.spans import Kind, Span, replaced, settled

__all__ = ["KEYS", "Kind", "Span", "mask", "replaced", "settled", "shapes"]
