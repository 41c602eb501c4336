"""Who in a meeting speaks for the customer and who for us, and whom a name in it means."""

from collections.abc import Iterable

from msgspec import Struct

from quarterdeck.contexts.meetings.model import Meeting, Turn


class Sides(Struct, frozen=True):
    """The speakers of a meeting by side, as the transcript writes their names; ``people`` has all it may name."""

    customers: frozenset[str]
    vendors: frozenset[str]
    people: frozenset[str]
    teams: tuple[frozenset[str], frozenset[str]]

    def opposite(self, one: str, other: str) -> bool:
        """Tell whether two speak for different sides; where a side isn't known, whether they are two."""
        return one != other and not any({one, other} <= team for team in self.teams)

    def person(self, name: str) -> str | None:
        """Return the one speaker or participant whom a full, first or last name means, if it is one."""
        lower = name.casefold()
        meant = {person for person in self.people if lower == person.casefold()} or {
            person for person in self.people if lower in person.casefold().split()
        }
        return meant.pop() if len(meant) == 1 else None


def sides(meeting: Meeting, turns: Iterable[Turn]) -> Sides:
    """Return the sides of the speakers: customers are, where none is known, all who aren't known to be ours."""
    speakers = frozenset(turn.speaker for turn in turns)
    known = {speaker: _participant(speaker, meeting) for speaker in speakers}
    vendors = frozenset(speaker for speaker, name in known.items() if name in meeting.vendors())
    customers = frozenset(speaker for speaker, name in known.items() if name in meeting.customers())
    others = frozenset(person.name for person in meeting.participants) - {
        name for name in known.values() if name
    }
    return Sides(customers or speakers - vendors, vendors, speakers | others, (customers, vendors))


def _participant(speaker: str, meeting: Meeting) -> str | None:
    """Return the participant whom the transcript calls so: by full name, or by a part that only one has."""
    names = [person.name for person in meeting.participants]
    said = set(speaker.casefold().split())
    exact = [name for name in names if set(name.casefold().split()) <= said]
    partial = [name for name in names if said <= set(name.casefold().split())]
    found = exact or partial
    return found[0] if len(found) == 1 else None
