"""What restricts a question across meetings: what it says itself, and what the conversation said before it."""

import re
from collections.abc import Sequence

from msgspec.structs import replace

from quarterdeck.contexts.assistant.model import Days, Exchange, Intent, MeetingScope
from quarterdeck.contexts.meetings.model import Meeting
from quarterdeck.contexts.meetings.resolve import Constraints
from quarterdeck.contexts.meetings.when import Period

_GOES_ON = re.compile(
    r"\b(?:those|these|them|they|their|theirs|it|its|the same|that)\b"
    r"|^\W*(?:(?:and|but|so|ok(?:ay)?|now),? |(?:what|how) about\b)",
    re.IGNORECASE,
)
_EVERYBODY = re.compile(
    r"\b(?:all|any|every|each|our|other|which|what|across)\b(?: \w+){0,2} "
    r"(?:customer|account|compan|client|prospect)(?:s|y|ies)?\b",
    re.IGNORECASE,
)
_VENDORS = re.compile(
    r"\b(?:did|do|does|have|has|had|what|that) (?:we|our (?:team|side|people|reps))\b (?!hear)", re.IGNORECASE
)


def vendors_asked(text: str) -> bool:
    """Tell whether the question is after what our own people said ("what did we tell them about...")."""
    return bool(_VENDORS.search(text))


def goes_on(text: str) -> bool:
    """Tell whether the question goes on from what was asked before ("which of those...", "and in Q3?")."""
    return bool(_GOES_ON.search(text))


def scope_of(said: Constraints, periods: Sequence[Period]) -> MeetingScope:
    """Return what the question says; of several periods the days from the first's start to the last's end."""
    days = tuple(Days(period.start, period.end, period.phrase) for period in periods)
    return MeetingScope(
        companies=tuple(sorted(said.companies)),
        people=tuple(tuple(sorted(names)) for names in said.people),
        kind=said.kind,
        since=min((each.since for each in days), default=None),
        until=max((each.until for each in days), default=None),
        phrase=" and ".join(each.phrase for each in days),
        periods=days if len(days) > 1 else (),
        named=said.named,
    )


def continued(
    said: MeetingScope, text: str, exchanges: Sequence[Exchange], meetings: Sequence[Meeting]
) -> MeetingScope:
    """Return the scope with what a question that goes on leaves to the last one: its companies, people and days.

    One that says "which customers" or "all our accounts" is about everybody, whoever "they" are.
    """
    if not exchanges or not goes_on(text) or _EVERYBODY.search(text):
        return said
    last = exchanges[-1]
    if last.intent is not Intent.MULTI_MEETING:
        before = {m.company for m in meetings if len(last.meeting_ids) == 1 and m.id in last.meeting_ids}
        return replace(said, companies=tuple(sorted({*said.companies, *before})))
    dated = said if said.since else last.scope
    return MeetingScope(
        companies=said.companies or last.scope.companies,
        people=said.people or last.scope.people,
        kind=said.kind or last.scope.kind,
        since=dated.since,
        until=dated.until,
        phrase=dated.phrase,
        periods=dated.periods,
        named=said.named,
    )


def spoken_of(exchanges: Sequence[Exchange]) -> list[str]:
    """Return the meetings that the conversation was about, one at a time, the most recent last.

    After an answer across several none of them is meant until one is named.
    """
    spoken: list[str] = []
    for exchange in exchanges:
        if exchange.intent is Intent.MULTI_MEETING:
            spoken.clear()
        else:
            spoken += exchange.meeting_ids
    return spoken
