"""Whether the best candidate meeting is good enough to be taken, and how to ask back if it isn't."""

from collections.abc import Sequence

from quarterdeck.contexts.assistant.model import Candidate
from quarterdeck.contexts.meetings.model import Meeting

LEAD = 1.15
"""How far the best meeting's score must be ahead of the second's to be taken without asking."""

SHOWN = 4


def choose(candidates: Sequence[Candidate]) -> Candidate | None:
    """Return the candidate that stands out, if one does."""
    if not candidates:
        return None
    if len(candidates) == 1:
        return candidates[0]
    first, second = candidates[0], candidates[1]
    return first if first.score >= LEAD * second.score else None


def ask_which(candidates: Sequence[Candidate], possible: Sequence[Meeting]) -> str:
    """Return the question back, naming the likeliest meetings."""
    named = [(c.title, c.company, c.date) for c in candidates] or [
        (m.title, m.company, m.date) for m in possible
    ]
    lines = [f"- {title} with {company}, {date:%-d %B %Y}" for title, company, date in named[:SHOWN]]
    return "\n".join(["Which meeting do you mean?", *lines])
