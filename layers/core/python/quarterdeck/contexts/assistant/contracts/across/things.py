"""What a comparison sets side by side: periods, customers, people or single meetings."""

import re
from collections import Counter

from msgspec import Struct

from quarterdeck.contexts.assistant.brief import Brief, Meetings
from quarterdeck.contexts.assistant.clarify import day
from quarterdeck.contexts.assistant.contracts.across.buckets import buckets
from quarterdeck.contexts.assistant.contracts.across.finds import Find
from quarterdeck.contexts.assistant.contracts.across.unknown import unknown_names
from quarterdeck.contexts.meetings.model import Meeting

_NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "couple": 2}
_LAST = re.compile(
    r"\b(?:last|past|previous) (?:(?P<digits>\d+)|(?P<word>two|three|four|five|six|couple)(?: of)?)"
    r" (?:week|month|quarter|year)s\b",
    re.IGNORECASE,
)
MOST = 6
"""The most that are compared: of more, those with most meetings, and the last ones."""


class Thing(Struct, frozen=True):
    """One of those compared: what was said in its meetings, by its people if it has any."""

    label: str
    meetings: Meetings
    people: tuple[str, ...] = ()

    def has(self, meeting_id: str, speaker: str) -> bool:
        """Tell whether words of this speaker in this meeting belong to it."""
        here = any(meeting.id == meeting_id for meeting in self.meetings)
        return here and (not self.people or speaker in self.people)

    def of(self, finds: list[Find]) -> list[Find]:
        """Return those of the sentences that belong to it."""
        return [find for find in finds if self.has(find.meeting.id, find.speaker)]


def things(brief: Brief, meetings: Meetings) -> list[Thing]:
    """Return what is compared, by what the question names several of; else customers, else one's meetings."""
    scope, last = brief.scope, _LAST.search(brief.scope.phrase)
    if scope.periods:
        return [
            _period(days.phrase, tuple(m for m in meetings if days.since <= m.date.date() <= days.until))
            for days in scope.periods
        ]
    companies = (*scope.companies, *unknown_names(brief.question.text, scope))
    if len(companies) > 1:
        return [_company(company, meetings) for company in companies]
    if len(scope.people) > 1:
        return [Thing(" or ".join(names), meetings, names) for names in scope.people]
    if last:
        count = int(last["digits"] or _NUMBERS[last["word"].lower()])
        return [Thing(each.label, each.of(meetings)) for each in buckets(brief, meetings)[-count:]]
    met = Counter(meeting.company for meeting in meetings)
    if len(met) > 1:
        return sorted((_company(name, meetings) for name, _ in met.most_common(MOST)), key=lambda t: t.label)
    return [_meeting(meeting) for meeting in meetings[:MOST][::-1]]


def _period(phrase: str, meetings: Meetings) -> Thing:
    return Thing(phrase[:1].upper() + phrase[1:], meetings)


def _company(company: str, meetings: Meetings) -> Thing:
    return Thing(company, tuple(meeting for meeting in meetings if meeting.company == company))


def _meeting(meeting: Meeting) -> Thing:
    title = meeting.title.removeprefix(meeting.company).lstrip(" -–—:,") or meeting.title
    return Thing(f"{title[:1].upper()}{title[1:]}, {day(meeting.date)}", (meeting,))
