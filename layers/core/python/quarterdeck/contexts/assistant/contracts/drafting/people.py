"""To whom a draft goes: people whom the question names and a meeting knows, or a meeting's customers; never others."""

import re
from collections.abc import Iterable, Sequence

from msgspec import Struct

from quarterdeck.contexts.assistant.brief import Meetings
from quarterdeck.contexts.identity.model import Person
from quarterdeck.contexts.meetings.model import Meeting

NOBODY, NO_SENDER = "[recipient]", "[your name]"
_NAME = r"(?:[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)*)"
_ADDRESSED = re.compile(
    rf"\b(?:[Tt]o|[Ee]-?mail|[Ww]rite|[Tt]ell|[Aa]sk|[Rr]emind|[Tt]hank|[Aa]nswer) "
    rf"(?P<names>{_NAME}(?:(?:,| and|, and) {_NAME})*)"
)
_LOWER = re.compile(r"\b(?:to|for|e-?mail|write|tell|ask|remind|thank|answer) (?P<name>\w+)", re.IGNORECASE)
_EACH = re.compile(r", and |,| and ")


class Addressees(Struct, frozen=True):
    """To whom it goes: full names, empty where nobody is known; ``note`` says why."""

    names: tuple[str, ...] = ()
    note: str = ""

    def greeting(self, *, formal: bool) -> str:
        """Return the line that addresses them."""
        names = self.names if formal else tuple(name.split()[0] for name in self.names)
        return f"{'Dear' if formal else 'Hi'} {_joined(names) or NOBODY},"


def addressees(text: str, meetings: Meetings, known: Meetings, named: Sequence[str] = ()) -> Addressees:
    """Return those whom the text addresses among the people of the known meetings, else the meeting's customers.

    ``meetings`` is the one that the draft is about, or none; its people go before others of the same name. ``named``
    are words that name companies, which have no inbox.
    """
    there, everybody = _people(meetings), _people(known)
    found = [(name, _called(name, there) or _called(name, everybody)) for name in _said(text, everybody)]
    companies = {
        word.casefold() for meeting in known for word in (meeting.company, meeting.company.split()[0])
    }
    companies |= {word.casefold() for word in named}
    persons = [(name, who) for name, who in found if who or name.casefold() not in companies]
    if persons and all(len(who) == 1 for _, who in persons):
        return Addressees(tuple(who[0] for _, who in persons))
    if persons:
        return Addressees(note=_unknown(persons))
    customers = tuple(
        name for meeting in meetings for name in _people([meeting]) if name in meeting.customers()
    )
    return Addressees(customers, "" if customers else f"{NOBODY} stands where I know no name.")


def _said(text: str, people: Iterable[str]) -> list[str]:
    """Return the names that the text addresses; known ones may be written without a capital."""
    if match := _ADDRESSED.search(text):
        return [name.strip() for name in _EACH.split(match["names"])]
    parts = {part.casefold(): part for person in people for part in person.split()}
    words = (match["name"].casefold() for match in _LOWER.finditer(text))
    return [parts[word] for word in words if word in parts]


def _people(meetings: Iterable[Meeting]) -> list[str]:
    return list(dict.fromkeys(p.name for meeting in meetings for p in meeting.participants))


def _called(name: str, people: Sequence[str]) -> list[str]:
    parts = name.split()
    return [person for person in people if person == name or (len(parts) == 1 and parts[0] in person.split())]


def _unknown(persons: Sequence[tuple[str, Sequence[str]]]) -> str:
    notes = [
        f"{name} may be {' or '.join(who)}" if who else f"I know no {name} from the meetings"
        for name, who in persons
        if len(who) != 1
    ]
    return f"{NOBODY} stands for whom you mean: {'; '.join(notes)}."


def signature(asker: Person, *, formal: bool) -> str:
    """Return the lines that end a draft."""
    role = [asker.role] if asker.name and asker.role else []
    return "\n".join(["Kind regards," if formal else "Best regards,", asker.name or NO_SENDER, *role])


def _joined(names: Sequence[str]) -> str:
    return " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))
