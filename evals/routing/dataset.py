"""Labelled questions and the tenants they are asked in, read from files."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar
from zlib import crc32

from pydantic import BaseModel, Field, ValidationError

from quarterdeck.contexts.assistant.routing import Known, known_from
from quarterdeck.contexts.assistant.routing.examples import Example, Said
from quarterdeck.contexts.meetings.model import Format, Meeting, Participant, Status
from quarterdeck.kernel.tenancy import TenantId

HOME = Path(__file__).parent
_US = "(us)"

HELD_OUT = 10
"""One question in so many is never trained on, so that it can tell whether a change made routing worse."""


class BadData(ValueError):
    """A file isn't as described; says which file, which line and what is wrong there."""


class Labelled(BaseModel):
    """A question, what was said before it, and its right intent and contract, empty where nobody told."""

    id: str
    text: str
    intent: str = ""
    contract: str = ""
    thread: tuple[Said, ...] = ()


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


@dataclass(frozen=True, slots=True)
class Set:
    """The questions of one writer, asked in one tenant."""

    name: str
    tenant: Tenant
    questions: tuple[Labelled, ...]


Model = TypeVar("Model", bound=BaseModel)


def written() -> list[Set]:
    """Return the sets that are kept here, by their writers' names."""
    paths = sorted((HOME / "questions").glob("*.jsonl"))
    return [read_set(path, HOME / "entities" / f"{path.stem}.json") for path in paths]


def is_held_out(question: Labelled) -> bool:
    """Tell whether the question is one that is never trained on."""
    return crc32(question.text.encode()) % HELD_OUT == 0


def held_out() -> list[Set]:
    """Return the sets kept here with their held-out questions only."""
    return [replace(each, questions=tuple(filter(is_held_out, each.questions))) for each in written()]


def trained_on() -> list[Labelled]:
    """Return the questions kept here that are not held out."""
    return [question for each in written() for question in each.questions if not is_held_out(question)]


def read_set(questions: Path, entities: Path) -> Set:
    """Return the questions of a file of JSON lines, with the tenant of a JSON file.

    Raises:
        BadData: a file is missing, a line is no JSON or lacks a field, or an id occurs twice.
    """
    return Set(questions.stem, read_tenant(entities), tuple(read_questions(questions)))


def read_examples(examples: Path, entities: Path) -> Set:
    """Return labelled examples, such as corrections that users made, as a set.

    Raises:
        BadData: as ``read_set``, and for an intent or contract that there is none of.
    """
    lines = [(n, line) for n, line in enumerate(_text(examples).splitlines(), 1) if line.strip()]
    found = [_parsed(Example, line, f"{examples}, line {number}") for number, line in lines]
    questions = tuple(Labelled.model_validate(each.model_dump()) for each in found)
    return Set(examples.stem, read_tenant(entities), questions)


def read_questions(path: Path) -> Iterator[Labelled]:
    """Yield the questions of the file, one a line; empty lines and fields that nobody asked for are ignored.

    Raises:
        BadData: see ``read_set``.
    """
    seen: set[str] = set()
    for number, line in enumerate(_text(path).splitlines(), 1):
        if line.strip():
            question = _parsed(Labelled, line, f"{path}, line {number}")
            if question.id in seen:
                raise BadData(f"{path}, line {number}: the id {question.id} occurs twice")
            seen.add(question.id)
            yield question


def read_tenant(path: Path) -> Tenant:
    """Return the tenant whose entities the file has.

    Raises:
        BadData: see ``read_set``.
    """
    found = _parsed(_Entities, _text(path), str(path))
    contacts = {person.name: person.company for person in found.contacts if person.company}
    meetings = [_meeting(at, each, contacts) for at, each in enumerate(found.meetings)]
    aliases = {company.name: company.aliases for company in found.companies}
    names = known_from(
        meetings, aliases, [p.name for p in found.products], contacts, [rep.name for rep in found.reps]
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


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadData(f"{path}: {error}") from error


def _parsed(model: type[Model], text: str, where: str) -> Model:
    try:
        return model.model_validate_json(text)
    except ValidationError as error:
        raise BadData(f"{where}: {_first(error.errors())}") from error


def _first(errors: Sequence[Mapping[str, object]]) -> str:
    place = ".".join(str(part) for part in _tuple(errors[0]["loc"]))
    return f"{place}: {errors[0]['msg']}" if place else str(errors[0]["msg"])


def _tuple(value: object) -> tuple[object, ...]:
    return value if isinstance(value, tuple) else ()
