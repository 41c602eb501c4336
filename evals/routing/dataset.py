"""Labelled questions and the tenants they are asked in, read from files."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from zlib import crc32

from pydantic import BaseModel

from evals.routing.files import BadData, parse, read_text
from evals.routing.tenants import Tenant, read_tenant
from quarterdeck.contexts.assistant.routing.examples import Example, Said

HOME = Path(__file__).parent

_ADDITIONS, UNSEEN = "additions", "unseen"
"""What the names of sets begin with that are trained on as a whole, and not at all."""

_HELD_OUT = 10
"""One question in so many is never trained on, so that it can tell whether a change made routing worse."""


class Labelled(BaseModel):
    """A question, what was said before it, and its right intent and contract, empty where nobody told."""

    id: str | int
    text: str
    intent: str = ""
    contract: str = ""
    thread: tuple[Said, ...] = ()


@dataclass(frozen=True, slots=True)
class Set:
    """The questions of one writer, asked in one tenant. Some or all are held out if the set is ``measured``."""

    name: str
    tenant: Tenant
    questions: tuple[Labelled, ...]
    measured: bool = True

    def held_out(self) -> tuple[Labelled, ...]:
        """Return the questions that are never trained on."""
        if self.name.startswith(UNSEEN):
            return self.questions
        return tuple(filter(_is_held_out, self.questions)) if self.measured else ()

    def trained_on(self) -> tuple[Labelled, ...]:
        """Return the questions that are not held out."""
        held = {question.id for question in self.held_out()}
        return tuple(question for question in self.questions if question.id not in held)


def _is_held_out(question: Labelled) -> bool:
    return crc32(question.text.encode()) % _HELD_OUT == 0


def written() -> list[Set]:
    """Return the sets that are kept here: each writer's, and the additions, which only fill gaps in training."""
    paths = sorted((HOME / "questions").glob("*.jsonl"))
    sets = [read_set(path, HOME / "entities" / f"{path.stem}.json") for path in paths]
    return [replace(each, measured=not each.name.startswith(_ADDITIONS)) for each in sets]


def read_set(questions: Path, entities: Path) -> Set:
    """Return the questions of a file of JSON lines, with the tenant of a JSON file.

    Raises:
        BadData: a file is missing, a line is no JSON or lacks a field, or an id occurs twice.
    """
    return Set(questions.stem, read_tenant(entities), tuple(read_questions(questions)))


def read_examples(examples: Path, entities: Path) -> Set:
    """Return labelled examples, such as corrections that users made, as a set; those without a contract are left out.

    Raises:
        BadData: as ``read_set``, and for an intent or contract that there is none of.
    """
    lines = [(n, line) for n, line in enumerate(read_text(examples).splitlines(), 1) if line.strip()]
    found = [parse(Example, line, f"{examples}, line {number}") for number, line in lines]
    questions = tuple(Labelled.model_validate(each.model_dump()) for each in found if each.contract)
    return Set(examples.stem, read_tenant(entities), questions, measured=False)


def read_questions(path: Path) -> Iterator[Labelled]:
    """Yield the questions of the file, one a line; empty lines and fields that nobody asked for are ignored.

    Raises:
        BadData: see ``read_set``.
    """
    seen: set[str | int] = set()
    for number, line in enumerate(read_text(path).splitlines(), 1):
        if line.strip():
            question = parse(Labelled, line, f"{path}, line {number}")
            if question.id in seen:
                raise BadData(f"{path}, line {number}: the id {question.id} occurs twice")
            seen.add(question.id)
            yield question
