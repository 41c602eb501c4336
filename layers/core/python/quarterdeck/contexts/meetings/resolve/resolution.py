"""From what a question says to the meetings that fit, and whether exactly one is meant."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from msgspec import Struct

from quarterdeck.contexts.meetings.model import Meeting
from quarterdeck.contexts.meetings.resolve.constraints import Constraints, understand
from quarterdeck.contexts.meetings.resolve.kinds import of_kind


class Resolution(Struct, frozen=True):
    """The meetings that fit all that the question says, latest first; ``certain`` if exactly one is meant.

    ``unknown`` has the names that the question takes for known and that no meeting has; then no meeting is left.
    None is left either where the question names days on which there was none.
    """

    meetings: tuple[Meeting, ...]
    constraints: Constraints
    certain: bool
    unknown: tuple[str, ...] = ()


def resolve(
    text: str,
    meetings: Sequence[Meeting],
    aliases: Mapping[str, Sequence[str]],
    as_of: datetime,
    earlier: Sequence[str] = (),
) -> Resolution:
    """Return which of the meetings the question means.

    ``aliases`` has the companies' other names. ``earlier`` has the ids of the meetings that the conversation was
    about, the most recent last: the question is about that one unless it says something else.
    """
    ordered = sorted(meetings, key=lambda meeting: meeting.date, reverse=True)
    by_id = {meeting.id: meeting for meeting in ordered}
    anchor = next((by_id[meeting_id] for meeting_id in reversed(earlier) if meeting_id in by_id), None)
    said, unknown = understand(text, ordered, aliases, as_of)
    if unknown:
        return Resolution((), said, certain=False, unknown=unknown)
    if anchor and said.neighbour:
        left, exact = _beside(anchor, ordered, said), True
    else:
        left, exact = _fitting(ordered, said, anchor)
    return Resolution(tuple(left), said, certain=exact and len(left) == 1)


def _beside(anchor: Meeting, ordered: list[Meeting], said: Constraints) -> list[Meeting]:
    """Return the meeting of the same company just before or after the anchor."""
    companies = said.companies or {anchor.company}
    if said.neighbour == 1:
        later = [m for m in ordered if m.company in companies and m.date > anchor.date]
        return later[-1:]
    return [m for m in ordered if m.company in companies and m.date < anchor.date][:1]


def _fitting(ordered: list[Meeting], said: Constraints, anchor: Meeting | None) -> tuple[list[Meeting], bool]:
    """Return the meetings that fit, and whether each of the question's words for them was of use."""
    left = _with_people(_of_companies(ordered, said), said)
    if said.period:
        days = said.period
        dated = [meeting for meeting in left if days.start <= meeting.date.date() <= days.end]
        left = dated if dated or not said.period_is_topic else left
    of_its_kind = of_kind(left, said.kind) if said.kind else left
    exact = bool(of_its_kind)
    left = _near(of_its_kind or left, anchor, said)
    if said.place is None or not left:
        return left, exact
    in_time = left[::-1]
    if -len(left) <= said.place < len(left):
        return [in_time[said.place]], exact
    return left, False


def _of_companies(meetings: list[Meeting], said: Constraints) -> list[Meeting]:
    return [m for m in meetings if m.company in said.companies] if said.companies else meetings


def _with_people(meetings: list[Meeting], said: Constraints) -> list[Meeting]:
    """Return the meetings with each of the people named, leaving out those who were in none that is left."""
    for meant in said.people:
        attended = [m for m in meetings if any(person.name in meant for person in m.participants)]
        meetings = attended or meetings
    return meetings


def _near(meetings: list[Meeting], anchor: Meeting | None, said: Constraints) -> list[Meeting]:
    """Return the meeting last spoken of if it fits, else those of its company if the question names no other."""
    if anchor is None:
        return meetings
    if anchor in meetings and said.place is None:
        return [anchor]
    same = [meeting for meeting in meetings if meeting.company == anchor.company]
    return meetings if said.companies or not same else same
