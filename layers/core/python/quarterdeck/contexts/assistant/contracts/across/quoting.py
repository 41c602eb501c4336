"""Statements and lines of answers across meetings: who of which company said what, and when."""

from collections.abc import Iterable, Sequence

from quarterdeck.contexts.assistant.brief import Meetings
from quarterdeck.contexts.assistant.clarify import day
from quarterdeck.contexts.assistant.contracts.across.finds import Find
from quarterdeck.contexts.assistant.contracts.quoting import Quoted, Statement, said
from quarterdeck.contexts.assistant.model import Claim
from quarterdeck.contexts.meetings.model import Meeting


def statement(find: Find) -> Statement:
    """Return the sentence as a statement: who said it, and for which company."""
    sentence = find.sentence
    return Statement(
        text=said(who(find.speaker, find.meeting), sentence.text),
        quotes=[Quoted(evidence=sentence.piece.id, quote=sentence.text)],
    )


def who(speaker: str, meeting: Meeting) -> str:
    """Return the speaker, with the company where the person speaks for the customer."""
    return speaker if speaker in meeting.vendors() else f"{speaker}, {meeting.company}"


def cited(claims: Iterable[Claim], meetings: Meetings) -> Meetings:
    """Return those of the meetings that the claims cite, latest first as these are."""
    documents = {citation.document for claim in claims for citation in claim.citations}
    return tuple(meeting for meeting in meetings if meeting.id in documents)


def line(claim: Claim, meetings: Meetings) -> str:
    """Return the claim as an item of a list, with the days of the meetings that it cites."""
    days = dict.fromkeys(day(meeting.date) for meeting in reversed(cited([claim], meetings)))
    return f"- {claim.text} ({', '.join(days)})"


def by_topic(claims: Sequence[Claim]) -> dict[str, list[Claim]]:
    """Return the claims by their topics, in the order in which these come first."""
    groups: dict[str, list[Claim]] = {}
    for claim in claims:
        groups.setdefault(claim.topic, []).append(claim)
    return groups
