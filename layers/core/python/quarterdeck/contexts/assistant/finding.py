"""Which meetings a question is about, as the kind of its contract needs them: one, several, one if named, or none."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from quarterdeck.contexts.assistant.clarify import NOT_THERE, ask_which, choose, day
from quarterdeck.contexts.assistant.contracts import CONTRACTS
from quarterdeck.contexts.assistant.contracts.base import Contract, Needs
from quarterdeck.contexts.assistant.model import Candidate, Exchange, MeetingScope, Question
from quarterdeck.contexts.assistant.scoping import continued, scope_of, spoken_of
from quarterdeck.contexts.assistant.sources import Sources
from quarterdeck.contexts.identity.model import Person
from quarterdeck.contexts.meetings.model import Meeting
from quarterdeck.contexts.meetings.resolve import Resolution, resolve
from quarterdeck.contexts.meetings.when import resolve_periods

RANKED = 10
"""How many candidate meetings a run keeps."""

_PASTED = re.compile(r"^\s*>.*$|[\"“][^\"”]{20,}[\"”]", re.MULTILINE)
"""What a question quotes for it to be worked on."""


class Found(Struct, frozen=True):
    """Which meetings the question is about, or the reason why that isn't clear.

    ``meetings`` is the one meeting or empty, ``scope`` what restricts a question across several.
    """

    meetings: tuple[Meeting, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    scope: MeetingScope = MeetingScope()
    unclear: str | None = None


class Finder(Struct, frozen=True):
    """Looks for the meetings of one question; ``naming`` are the words that may name them."""

    question: Question
    asker: Person
    naming: str
    exchanges: Sequence[Exchange]
    sources: Sources

    def find(self, contract: str) -> Found:
        """Return the meetings that the contract is to answer about."""
        wanted = CONTRACTS[contract]
        if wanted.needs is Needs.NO_MEETING:
            return Found()
        meetings = self._meetings()
        if self.question.meeting_id:
            named = tuple(meeting for meeting in meetings if meeting.id == self.question.meeting_id)
            return Found(named) if named else Found(unclear=NOT_THERE)
        if not meetings:
            nothing = "There are no meetings yet: ingest one, then ask again."
            return Found() if wanted.needs is Needs.A_MEETING_IF_NAMED else Found(unclear=nothing)
        return self._among(meetings, wanted)

    def nearest(self) -> tuple[Candidate, ...]:
        """Return the meetings whose content the question is nearest to, for who is asked back to choose from."""
        by_id = {meeting.id: meeting for meeting in self._meetings()}
        return self._ranked(by_id) if by_id else ()

    def _meetings(self) -> list[Meeting]:
        return [replace(m, date=self.asker.local(m.date)) for m in self.sources.meetings()]

    def _ranked(self, by_id: Mapping[str, Meeting]) -> tuple[Candidate, ...]:
        ranked = self.sources.documents(self.question.text, list(by_id), RANKED)
        hits = [hit for hit in ranked if hit.document in by_id]
        return tuple(_candidate(by_id[hit.document], round(hit.score, 4)) for hit in hits)

    def _among(self, meetings: list[Meeting], wanted: Contract[Any]) -> Found:
        earlier = spoken_of(self.exchanges)
        optional = wanted.needs is Needs.A_MEETING_IF_NAMED
        naming = _PASTED.sub(" ", self.naming) if optional else self.naming
        resolution = resolve(naming, meetings, self.sources.aliases(), self.question.as_of, earlier)
        if optional:
            return _if_named(resolution, bool(earlier))
        if resolution.unknown:
            near = self._ranked({meeting.id: meeting for meeting in meetings})
            return Found(candidates=near, unclear=_unknown(resolution.unknown, meetings))
        if wanted.needs is Needs.MEETINGS:
            said = scope_of(resolution.constraints, resolve_periods(self.naming, self.question.as_of))
            return Found(scope=continued(said, self.question.text, self.exchanges, meetings))
        if not resolution.meetings:
            near = self._ranked({meeting.id: meeting for meeting in meetings})
            return Found(candidates=near, unclear=_none_then(meetings))
        if resolution.certain:
            certain = tuple(_candidate(meeting, 1.0) for meeting in resolution.meetings)
            return Found(resolution.meetings, certain)
        return self._by_content(wanted, resolution)

    def _by_content(self, wanted: Contract[Any], resolution: Resolution) -> Found:
        """Let the topic decide between the meetings left, unless none is asked for or a name means two people."""
        by_id = {meeting.id: meeting for meeting in resolution.meetings}
        candidates = self._ranked(by_id)
        companies = {meeting.company for meeting in resolution.meetings}
        ambiguous = bool(resolution.constraints.people) and len(companies) > 1
        chosen = choose(candidates) if wanted.topical and not ambiguous else None
        if chosen is None:
            return Found(candidates=candidates, unclear=ask_which(candidates, resolution.meetings))
        return Found((by_id[chosen.meeting_id],), candidates)


def _if_named(resolution: Resolution, in_conversation: bool) -> Found:  # noqa: FBT001 - one of two ways to name it
    """Return the latest meeting that fits where the question, or the conversation, names one at all.

    A name alone that two people of different companies have names none.
    """
    said = resolution.constraints
    companies = {meeting.company for meeting in resolution.meetings}
    ambiguous = any(len(names) > 1 for names in said.people) and len(companies) > 1
    named = said.companies or said.people or said.period or said.place is not None or in_conversation
    scope = scope_of(said, (said.period,) if said.period else ())
    return Found(resolution.meetings[:1] if named and not ambiguous else (), scope=scope)


def _candidate(meeting: Meeting, score: float) -> Candidate:
    return Candidate(meeting.id, meeting.title, meeting.company, meeting.date, score)


def _none_then(meetings: Sequence[Meeting]) -> str:
    latest = meetings[0]
    return f"There was no such meeting then. The latest is {latest.title}, {day(latest.date)}."


def _unknown(names: Sequence[str], meetings: Sequence[Meeting]) -> str:
    companies = ", ".join(sorted({meeting.company for meeting in meetings})[:RANKED])
    return f"I know no meeting with {' or '.join(names)}. There are meetings with {companies}."
