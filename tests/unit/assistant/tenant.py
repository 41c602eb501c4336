"""What can be named in the routing tests: two customers, their people and ours, and three meetings."""

from datetime import UTC, datetime

from quarterdeck.contexts.assistant.routing.known import Known, known_from
from quarterdeck.contexts.meetings.model import Format, Meeting, Participant, Status
from quarterdeck.kernel.tenancy import TenantId

AS_OF = datetime(2026, 11, 20, 9, tzinfo=UTC)
PEOPLE = {
    "Pinfold": ("Sol Brandt", "Priya Nair"),
    "Larkspur": ("Tom Ashby", "Kofi Mensah", "Priya Cole"),
    "Halyard": ("Mira Oakes", "Jonah Reed"),
}


def meeting(number: int, company: str, title: str, day: int) -> Meeting:
    people = tuple(Participant(name, firm) for firm in (company, "Halyard") for name in PEOPLE[firm])
    date = datetime(2026, 11, day, 10, tzinfo=UTC)
    return Meeting(
        TenantId("t"), f"mtg_{number}", company, title, date, people, Format.TEXT, Status.COMPLETED
    )


MEETINGS = (
    meeting(1, "Pinfold", "Pricing call", 17),
    meeting(2, "Larkspur", "Product demo", 10),
    meeting(3, "Pinfold", "Kickoff", 3),
)


def tenant() -> Known:
    return known_from(MEETINGS, {"Pinfold": ["PF"]}, ["Alder", "Roster"])
