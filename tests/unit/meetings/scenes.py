"""A small made-up meeting to test with: two who sell and two who may buy."""

from datetime import UTC, datetime

from quarterdeck.contexts.meetings.artifacts import extract
from quarterdeck.contexts.meetings.model import Artifacts, Format, Meeting, Participant, Status, Turn
from quarterdeck.kernel.tenancy import TenantId

VENDORS = (Participant("Ana Ruiz", "Tidewell"), Participant("Bo Lind", "Tidewell"))
CUSTOMERS = (Participant("Cy van Dam", "Larch Mills"), Participant("Dee Okoro", "Larch Mills"))


def meeting(participants: tuple[Participant, ...] = VENDORS + CUSTOMERS) -> Meeting:
    """Return a meeting of Tidewell, which sells, with Larch Mills."""
    date = datetime(2026, 3, 3, 10, tzinfo=UTC)
    return Meeting(
        TenantId("tidewell"), "m1", "Larch Mills", "Demo", date, participants, Format.TEXT, Status.COMPLETED
    )


def turns(*said: str) -> tuple[Turn, ...]:
    """Return the turns of lines such as ``Ana Ruiz: Hello.``"""
    split = [line.split(": ", 1) for line in said]
    return tuple(Turn(index, speaker, text) for index, (speaker, text) in enumerate(split))


def drawn(*said: str) -> Artifacts:
    """Return the artifacts of what is said."""
    return extract(meeting(), turns(*said))
