"""The meetings of the contracts' examples, in memory: ``talk.txt`` with one customer and ``talks.yaml`` with others."""

from functools import lru_cache
from pathlib import Path

import yaml

from quarterdeck.contexts.meetings.model import Format, Meeting, Participant, Status
from tests.unit.assistant.library import TENANT, MemoryLibrary, meeting, turns

EXAMPLES = Path(__file__).parent / "examples"
MEETING = meeting(customers=["Priya Nair", "Sol Brandt"], vendors=["Mira Oakes", "Jonah Reeve"])


@lru_cache(maxsize=1)
def library() -> MemoryLibrary:
    known, said = {MEETING.id: MEETING}, {MEETING.id: turns((EXAMPLES / "talk.txt").read_text())}
    for number, row in enumerate(yaml.safe_load((EXAMPLES / "talks.yaml").read_text()), start=2):
        people = [Participant(name, row["company"]) for name in row["customers"]]
        people += [Participant(name, "Larkspur") for name in row["vendors"]]
        known[f"mtg_{number}"] = Meeting(
            TENANT,
            f"mtg_{number}",
            row["company"],
            row["title"],
            row["date"],
            tuple(people),
            Format.TEXT,
            Status.COMPLETED,
            version="v1",
        )
        said[f"mtg_{number}"] = turns(row["said"])
    return MemoryLibrary(known, said)
