"""Hundreds of meetings, made the same every time, whose counts are known; and a library that counts what is read."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cached_property

from quarterdeck.contexts.meetings.model import (
    Format,
    Meeting,
    MeetingQuestions,
    Participant,
    Status,
    Turn,
)
from quarterdeck.services.search.model import Hit
from tests.unit.assistant.library import TENANT, MemoryLibrary

MEETINGS, CUSTOMERS = 320, 40
FIRST = datetime(2026, 1, 5, 10, tzinfo=UTC)
_FILLER = (
    "We walked through the depot and looked at how the teams hand over their shifts in the morning.",
    "The people on the floor told us that the week had been long, but that nobody had stayed at home.",
    "Then somebody asked for coffee, and we spoke about the football of the weekend for a while.",
)


def speaks_of_price(number: int) -> bool:
    return number % 4 == 0


def asks_about_data(number: int) -> bool:
    return number % 10 == 3


def company(number: int) -> str:
    return f"{_place(number)} Works"


def _place(number: int) -> str:
    first, second = divmod(number % CUSTOMERS, 8)
    return ("Bel", "Cor", "Dun", "Fen", "Gar")[first] + (
        "vane",
        "holt",
        "mere",
        "wick",
        "ster",
        "dale",
        "ford",
        "more",
    )[second]


def many() -> "CountingLibrary":
    known, said = {}, {}
    for number in range(MEETINGS):
        id_, customer, name = f"mtg_{number:04d}", company(number), f"Ada {_place(number)}"
        people = (Participant(name, customer), Participant("Mira Oakes", "Larkspur"))
        date = FIRST + timedelta(days=number)
        known[id_] = Meeting(
            TENANT,
            id_,
            customer,
            f"{customer} - call",
            date,
            people,
            Format.TEXT,
            Status.COMPLETED,
            version="v1",
        )
        said[id_] = tuple(Turn(at, *line) for at, line in enumerate(_lines(number, name)))
    return CountingLibrary(MemoryLibrary(known, said))


def _lines(number: int, name: str) -> list[tuple[str, str]]:
    lines = [("Mira Oakes", _FILLER[at % 3]) for at in range(number, number + 6)]
    lines.append((name, f"We have {100 + number} people in our depots, and they all start early."))
    if speaks_of_price(number):
        lines.append(
            (name, f"The price of {300 + number} dollars is too expensive for our {number % 7 + 2} depots.")
        )
    if asks_about_data(number):
        lines += [
            (name, "Where is our data kept, and for how long?"),
            ("Mira Oakes", "In Frankfurt, for three years."),
        ]
    return lines


@dataclass
class CountingLibrary:
    """The library, and how many calls, passages and meetings' questions were read of it."""

    kept: MemoryLibrary
    calls: list[str] = field(default_factory=list)
    passages_read: int = 0

    def meetings(self) -> list[Meeting]:
        self.calls.append("meetings")
        return self.kept.meetings()

    def passages(self, text: str, meeting_ids: Sequence[str], limit: int) -> list[Hit]:
        self.calls.append("passages")
        hits = self.kept.passages(text, meeting_ids, limit)
        self.passages_read += len(hits)
        return hits

    def questions(self, meeting_ids: Sequence[str]) -> list[MeetingQuestions]:
        self.calls.append("questions")
        return [self._questions[each] for each in meeting_ids]

    def transcript(self, meeting_id: str) -> None:
        raise AssertionError(f"all of {meeting_id} is read")

    def artifacts(self, meeting_id: str) -> None:
        raise AssertionError(f"{meeting_id} is read alone")

    @cached_property
    def _questions(self) -> dict[str, MeetingQuestions]:
        return {each.meeting_id: each for each in self.kept.questions(list(self.kept.known))}
