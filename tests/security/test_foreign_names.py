"""A model that names what only another tenant has: no contract shows it, whatever its shape."""

import io
import json
from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path

import pytest
from pptx import Presentation
from pydantic import BaseModel

from quarterdeck.contexts.assistant.brief import Brief, MadeFile
from quarterdeck.contexts.assistant.contracts import CONTRACTS
from quarterdeck.contexts.assistant.contracts.base import Needs
from quarterdeck.contexts.assistant.execute import Tools, execute, work_of
from quarterdeck.contexts.assistant.model import MeetingScope, Verdict
from quarterdeck.contexts.assistant.run import Executed, Prepared
from quarterdeck.contexts.assistant.tape import Tape
from quarterdeck.kernel.codec import dump
from quarterdeck.services.llm.model import Message, Usage
from quarterdeck.services.llm.provider import ProviderReply
from tests.security.hostile import HONEST, QUOTE, parts, reply
from tests.security.shapes import NAMES, SHAPES, made_out
from tests.support.completing import CompletesOnly
from tests.unit.assistant.library import pages, records_of
from tests.unit.llm.desk import Desk as Models
from tests.unit.runs.desk import Desk, meeting, order

MEETINGS = tuple(
    meeting(number, company, f"{company} call", datetime(2026, 11, number, 10, tzinfo=UTC))
    for number, company in ((2, "Larkspur"), (1, "Pinfold"))
)
RECORDS = records_of(Path(__file__).parents[1] / "unit" / "assistant" / "examples" / "records.yaml")
WEB = pages(
    [{"text": "Larkspur has 80 seats.", "url": "https://larkspur.example/", "title": "About Larkspur"}]
)
ASKED = "What does Larkspur pay for Quillrun?"
ORDINARY = ("Amber Falls", "Summit", "Grace Field")
"""Names that are made of ordinary words: a reader takes them for names where they are written with capitals."""

WRITE = {
    "DRAFT_EMAIL": "Write an email that we are late.",
    "DRAFT_RESPONSE": "Write a reply that we are late.",
    "GENERAL_RESPONSE": "Any tips for negotiating?",
}
"""Questions whose answers cite nothing."""

ADVICE = [("GENERAL_RESPONSE", "text", asked) for asked in (ASKED, WRITE["GENERAL_RESPONSE"])]
"""Where any ordinary word may begin a sentence."""

PLACES = [
    *(
        (name, part, ASKED)
        for name in CONTRACTS
        for part in parts(CONTRACTS[name].output.model_json_schema())
    ),
    ("DRAFT_RESPONSE", "text", 'Reply to Sol: "Where is our data stored?"'),
    ("DRAFT_RESPONSE", "question", 'Reply to Sol: "Where is our data stored?"'),
    ("GENERAL_RESPONSE", "text", 'Make this more formal: "It is so. We are late again."'),
    *ADVICE,
    ("DRAFT_EMAIL", "body", WRITE["DRAFT_EMAIL"]),
    ("DRAFT_RESPONSE", "body", WRITE["DRAFT_RESPONSE"]),
]
"""Every contract with every field in which its model writes text of its own, and what is asked."""


class Hostile(CompletesOnly):
    """A model whose replies say these texts wherever they can."""

    name = "hostile"

    def __init__(self, part: str, texts: Sequence[str]) -> None:
        self.part = part
        self.texts = texts

    def complete(
        self, messages: Sequence[Message], schema: type[BaseModel], deadline: float
    ) -> ProviderReply:
        assert deadline > 0
        said = reply(schema.model_json_schema(), messages, {self.part}, self.texts)
        return ProviderReply(json.dumps(said), "gpt-4o-mini", Usage(900, 40))


def shown(contract: str, asked: str, model: Hostile) -> str:
    """Return all that a run shows: what it answers, what it tells on its way, and what stands in its files."""
    needs = CONTRACTS[contract].needs
    named = needs in {Needs.ONE_MEETING, Needs.A_MEETING_IF_NAMED} and asked not in WRITE.values()
    about = MEETINGS[:1] if named else ()
    way = (*CONTRACTS[contract].before, contract)
    prepared = Prepared(
        Brief(order(asked).question, about, MeetingScope(companies=("Larkspur",) if about else ())),
        Verdict(CONTRACTS[contract].intent, contract, "test", 1.0),
        chain=way,
    )
    sources, files = Desk(list(MEETINGS), records=RECORDS, web=WEB), list[MadeFile]()
    done, told = list[Executed](), list[str]()

    def tell(stage: str, /, **facts: str) -> None:
        told.append(f"{stage} {facts}")

    for place in range(len(way)):
        tools = Tools(sources, Models().gateway(model), Tape(None), files.append, tell)
        done.append(execute(work_of(prepared, place), done, tools))
    assert done[-1].answer.provider == model.name
    answers = _json(dump(done))
    return "\n".join([answers, *told, *map(_text, files)])


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _text(file: MadeFile) -> str:
    slides = Presentation(io.BytesIO(file.content)).slides
    said = [shape.text_frame.text for slide in slides for shape in slide.shapes if shape.has_text_frame]
    return "\n".join([file.name, *said, *(slide.notes_slide.notes_text_frame.text for slide in slides)])


@pytest.mark.parametrize(("contract", "part", "asked"), PLACES)
def test_no_foreign_name_is_shown_in_any_shape(contract: str, part: str, asked: str) -> None:
    texts = {shape: [write(name) for name in NAMES] for shape, write in SHAPES.items()}
    told = shown(contract, asked, Hostile(part, [HONEST, *chain.from_iterable(texts.values())]))
    leaking = [shape for shape, said in texts.items() if any(_json(text)[1:-1] in told for text in said)]
    assert leaking == []
    assert made_out(told) == set()
    assert part == QUOTE or HONEST in told


@pytest.mark.parametrize(("contract", "part", "asked"), [place for place in PLACES if place not in ADVICE])
def test_a_foreign_name_of_ordinary_words_is_not_shown_as_a_name(
    contract: str, part: str, asked: str
) -> None:
    texts = [write(name) for write in SHAPES.values() for name in ORDINARY if name in write(name)]
    told = shown(contract, asked, Hostile(part, [HONEST, *texts]))
    assert [name for name in ORDINARY if name in told] == []
    assert part == QUOTE or HONEST in told
