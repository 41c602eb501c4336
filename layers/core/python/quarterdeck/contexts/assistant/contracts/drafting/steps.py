"""What a mail says of a meeting: what was decided, and who will do what, as far as the mail is about it."""

import re
from typing import NamedTuple

from quarterdeck.contexts.assistant.brief import Brief
from quarterdeck.contexts.assistant.contracts.artifacts import drawn
from quarterdeck.contexts.assistant.contracts.base import Gathered
from quarterdeck.contexts.assistant.contracts.drafting.points import about
from quarterdeck.contexts.assistant.contracts.drafting.request import Request, request
from quarterdeck.contexts.assistant.contracts.evidence import quoted
from quarterdeck.contexts.assistant.contracts.meeting_summary import decisions
from quarterdeck.contexts.assistant.contracts.next_steps import step_text
from quarterdeck.contexts.assistant.contracts.quoting import Statement
from quarterdeck.contexts.assistant.terms import synonyms, terms
from quarterdeck.contexts.meetings.model import ActionItem

MOST, MOST_SHORT = 6, 3
CLEAR = 2
"""How many words of meaning make a promise clear."""

_WRITTEN = re.compile(r"I\b|[A-Z]\w*[A-Z]")
"""What keeps its capital inside of a line."""


class Chosen(NamedTuple):
    """Decisions, and the promises of either side."""

    agreed: list[Statement]
    ours: list[Statement]
    theirs: list[Statement]


def chosen(brief: Brief, gathered: Gathered) -> Chosen:
    """Return what the mail is to have: all of a meeting after "follow up", else what it is about."""
    wanted = request(brief)
    most = MOST_SHORT if wanted.short else MOST
    vendors = {name for meeting in brief.meetings for name in meeting.vendors()}
    items = drawn(gathered).action_items
    steps = [item for item in items if _is_clear(item) and _fits(item.quote.text, wanted)]
    ours = [_step(gathered, item) for item in steps if item.owner in vendors]
    theirs = [_step(gathered, item) for item in steps if item.owner not in vendors]
    taken = {item.quote.text for item in steps}
    agreed = [
        made for made in _agreed(gathered, vendors) if _fits(made.text, wanted) and not taken & _words(made)
    ]
    return Chosen(agreed[:MOST_SHORT], ours[:most], theirs[:most])


def _agreed(gathered: Gathered, vendors: set[str]) -> list[Statement]:
    """Return what both sides agreed on, or one says for all: what customers settle among them isn't for a mail."""
    speakers = {piece.id: piece.speaker for piece in gathered.evidence}
    between = [
        made
        for made in decisions(gathered.evidence)
        if len(made.quotes) == 1 or len({speakers[quote.evidence] in vendors for quote in made.quotes}) > 1
    ]
    return [made for made in between if not any(_words(made) < _words(other) for other in between)]


def _words(made: Statement) -> set[str]:
    return {quote.quote for quote in made.quotes}


def _is_clear(item: ActionItem) -> bool:
    """Tell a promise that can be understood alone from "I'll do it myself"."""
    return len(terms(item.action)) >= CLEAR


def _fits(text: str, wanted: Request) -> bool:
    if wanted.whole:
        return True
    said = set(terms(text))
    return any(term in said or synonyms(term) & said for term in terms(about(wanted.text)))


def _step(gathered: Gathered, item: ActionItem) -> Statement:
    """Return the promise as one line."""
    first = item.action[:1] if _WRITTEN.match(item.action) else item.action[:1].lower()
    text = step_text(item.owner, first + item.action[1:], item.due)
    return Statement(text=text, quotes=[quoted(item.quote, gathered.evidence)])
