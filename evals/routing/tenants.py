"""The tenants that questions are asked in, read from files."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from pydantic import BaseModel, Field

from evals.routing.files import parse, read_text
from quarterdeck.contexts.assistant.routing.known import Known, known_from
from quarterdeck.contexts.meetings.model import Format, Meeting, Participant, Status
from quarterdeck.kernel.tenancy import TenantId

_US = "(us)"


class _Company(BaseModel):
    name: str
    aliases: list[str] = Field(default_factory=list)


class _Person(BaseModel):
    name: str
    company: str = ""


class _Product(BaseModel):
    name: str


class _Meeting(BaseModel):
    company: str
    title: str = ""
    date: datetime
    participants: list[str] = Field(default_factory=list)


class _Entities(BaseModel):
    as_of: datetime
    companies: list[_Company] = Field(default_factory=list)
    contacts: list[_Person] = Field(default_factory=list)
    products: list[_Product] = Field(default_factory=list)
    reps: list[_Person] = Field(default_factory=list)
    meetings: list[_Meeting] = Field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Tenant:
    """What can be named in the questions, and their today."""

    known: Known
    as_of: datetime


def read_tenant(path: Path) -> Tenant:
    """Return the tenant whose entities the file has.

    Raises:
        BadData: the file is missing, no JSON, or lacks a field.
    """
    found = parse(_Entities, read_text(path), str(path))
    contacts = {person.name: person.company for person in found.contacts if person.company}
    meetings = [_meeting(at, each, contacts) for at, each in enumerate(found.meetings)]
    aliases = {company.name: company.aliases for company in found.companies}
    names = known_from(
        meetings,
        aliases,
        [p.name for p in found.products],
        contacts,
        [person.name for person in (*found.reps, *found.contacts)],
    )
    return Tenant(names, _aware(found.as_of))


def _meeting(at: int, found: _Meeting, contacts: Mapping[str, str]) -> Meeting:
    people = tuple(Participant(name, contacts.get(name, _US)) for name in found.participants)
    tenant, date = TenantId("eval"), _aware(found.date)
    return Meeting(
        tenant, f"mtg_{at}", found.company, found.title, date, people, Format.JSON, Status.COMPLETED
    )


def _aware(time: datetime) -> datetime:
    return time if time.tzinfo else time.replace(tzinfo=UTC)
