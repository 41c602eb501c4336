"""Statements under themes: how outputs across meetings carry them, and where a theme came up."""

from collections.abc import Iterable, Sequence
from itertools import chain

from pydantic import Field

from quarterdeck.contexts.assistant.brief import Brief, Meetings
from quarterdeck.contexts.assistant.contracts.across.finds import meetings_of
from quarterdeck.contexts.assistant.contracts.across.quoting import cited
from quarterdeck.contexts.assistant.contracts.across.reading import found
from quarterdeck.contexts.assistant.contracts.base import Gathered
from quarterdeck.contexts.assistant.contracts.quoting import Statement, Strict, claim
from quarterdeck.contexts.assistant.model import Claim, Draft


class Themed(Strict):
    """What was said of one theme."""

    theme: str = Field(description="Two or three common words that name it")
    statements: list[Statement] = Field(description="What was said of it, sentence by sentence")


def draft(parts: Iterable[Themed], gathered: Gathered) -> Draft:
    """Return the statements as claims, each under its theme."""
    made = (
        claim(s.text, s.quotes, gathered.evidence, topic=part.theme)
        for part in parts
        for s in part.statements
    )
    return Draft(tuple(made), gathered.missing)


def where(brief: Brief, gathered: Gathered, theme: str, claims: Sequence[Claim]) -> Meetings:
    """Return the meetings where the theme came up: those cited, and those where the rules find it too."""
    known = (meetings_of(having) for topic, having in found(brief, gathered) if topic.label == theme)
    there = {meeting.id for meeting in chain(cited(claims, gathered.meetings), *known)}
    return tuple(meeting for meeting in gathered.meetings if meeting.id in there)
