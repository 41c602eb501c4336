"""Whether the best candidate meeting is good enough to be taken, and how to ask back if it isn't."""

import re
from collections.abc import Sequence
from datetime import datetime

from msgspec.structs import replace

from quarterdeck.contexts.assistant.model import Candidate, Exchange, Intent, Question
from quarterdeck.contexts.meetings.model import Meeting

LEAD = 1.15
"""How far the best meeting's score must be ahead of the second's to be taken without asking."""

SHOWN = 4

NOT_THERE = "That meeting can't be asked about: it is not ready yet, or it was deleted."

_TAIL = re.compile(r"\W*\b(?:one|call|meeting)\b\W*$|\W+$", re.IGNORECASE)

LONGEST_ANSWER = 8
"""In words: what is longer is a question of its own."""


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
    lines = [f"- {title} with {company}, {day(date)}" for title, company, date in named[:SHOWN]]
    return "\n".join(["Which meeting do you mean?", *lines])


def answers_back(question: Question, exchanges: Sequence[Exchange]) -> bool:
    """Tell whether this is a short answer to our asking back."""
    short = len(question.text.split()) <= LONGEST_ANSWER and "?" not in question.text
    return short and bool(exchanges) and exchanges[-1].intent is Intent.CLARIFY


def restated(question: Question, exchanges: Sequence[Exchange]) -> tuple[Question, str]:
    """Return what is asked, and the words that name its meeting.

    These are the question itself and its text, but where a short answer follows our asking back: then what was
    asked before it is asked, of the meeting that the answer names.
    """
    if not answers_back(question, exchanges):
        return question, question.text
    last, named = exchanges[-1], _TAIL.sub("", question.text)
    return replace(question, text=last.question), f"{last.question} I mean {named} call"


def day(date: datetime) -> str:
    """Return the day as answers write it: 4 May 2026."""
    return f"{date.day} {date:%B %Y}"
