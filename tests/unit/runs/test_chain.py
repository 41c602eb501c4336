"""A chain from research to a deck: each contract builds on the claims before it, and a replay repeats all of it."""

import io
import time
from collections.abc import Generator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest
from msgspec.structs import replace
from pptx import Presentation
from pydantic import BaseModel

from quarterdeck.contexts.assistant.brief import Brief, MadeFile
from quarterdeck.contexts.assistant.contracts import CONTRACTS
from quarterdeck.contexts.assistant.execute import Tools, execute, work_of
from quarterdeck.contexts.assistant.model import Answer, Exchange, Intent, MeetingScope, SourceKind, Verdict
from quarterdeck.contexts.assistant.prepare import prepare
from quarterdeck.contexts.assistant.run import Executed, Prepared, StageTime
from quarterdeck.contexts.assistant.tape import Effect, Tape
from quarterdeck.kernel.money import NanoUsd
from quarterdeck.services.llm.model import Message, Usage
from quarterdeck.services.llm.provider import ProviderReply
from tests.unit.assistant.library import pages, records_of
from tests.unit.llm.desk import Desk as Models
from tests.unit.runs.desk import Desk, meeting, order

PRICING = meeting(1, "Larkspur", "Pricing call", datetime(2026, 11, 17, 10, tzinfo=UTC))
RECORDS = records_of(Path(__file__).parents[1] / "assistant" / "examples" / "records.yaml")
WEB = pages(
    [
        {
            "text": "Larkspur has 80 seats in Leith.",
            "url": "https://larkspur.example/",
            "title": "About Larkspur",
        }
    ]
)
DECK = "SALES_DECK_PREP"
CHAIN = (*CONTRACTS[DECK].before, DECK)


def desk() -> Desk:
    web = replace(WEB, usage=Usage(150, 80), cost=NanoUsd(35_000_000))
    return Desk([PRICING], records=RECORDS, web=web)


def go(
    live: Desk, tapes: Sequence[tuple[Effect, ...]] = ()
) -> tuple[list[Executed], list[Tape], list[MadeFile]]:
    asked = order("Research Larkspur and make a sales deck about Quillrun for them").question
    brief = Brief(asked, (PRICING,), MeetingScope(companies=("Larkspur",)))
    prepared = Prepared(brief, Verdict(Intent.EXTERNAL_RESEARCH, DECK, "patterns", 0.9), chain=CHAIN)
    executed: list[Executed] = []
    files: list[MadeFile] = []
    used = [Tape(tapes[place] if tapes else None) for place in range(len(CHAIN))]
    for place, tape in enumerate(used):
        executed.append(
            execute(work_of(prepared, place), executed, Tools(live, Models().gateway(), tape, files.append))
        )
    return executed, used, files


def test_the_chain_is_research_then_value_then_the_deck() -> None:
    executed, _, _ = go(desk())
    assert [each.contract for each in executed] == ["EXTERNAL_RESEARCH", "VALUE_PROPOSITION", DECK]
    assert all(each.answer.claims and not each.answer.dropped for each in executed)


def test_the_deck_cites_the_web_the_meetings_and_the_product_knowledge() -> None:
    executed, _, _ = go(desk())
    deck = executed[-1]
    sources = {cited.source for claim in deck.answer.claims for cited in claim.citations}
    assert sources == set(SourceKind)
    assert deck.snapshot == "v7"
    assert deck.meetings == (PRICING,)


def test_what_the_search_cost_is_a_cost_of_the_run() -> None:
    executed, _, _ = go(desk())
    assert (executed[0].usage, executed[0].model_cost) == (Usage(150, 80), 35_000_000)
    assert executed[1].model_cost == 0


def test_the_file_has_every_claim_with_its_sources_in_the_notes() -> None:
    executed, _, files = go(desk())
    (file,) = files
    (kept,) = executed[-1].answer.files
    assert (kept.name, kept.size) == ("quillrun-for-larkspur.pptx", len(file.content))
    title, *slides = Presentation(io.BytesIO(file.content)).slides
    assert title.shapes.title is not None
    assert title.shapes.title.text_frame.text == "Quillrun for Larkspur"
    points = [p.text for slide in slides for p in slide.placeholders[1].text_frame.paragraphs]
    assert points == [claim.text for claim in executed[-1].answer.claims]
    notes = "\n".join(slide.notes_slide.notes_text_frame.text for slide in slides)
    assert "“Larkspur has 80 seats in Leith.” – About Larkspur, https://larkspur.example/" in notes
    assert "our product knowledge, value_propositions/recV01" in notes
    assert "Pricing call (17 November 2026)" in notes


def test_a_replay_makes_the_same_file_and_asks_nothing_outside() -> None:
    recorded, tapes, files = go(desk())
    nobody = Desk([])
    replayed, _, again = go(nobody, [tuple(tape.effects) for tape in tapes])
    assert [each.answer for each in replayed] == [each.answer for each in recorded]
    assert again == files
    assert nobody.asked == 0


def test_the_tape_holds_the_shelf_and_not_the_knowledge() -> None:
    many = tuple(replace(RECORDS[n % len(RECORDS)], id=f"rec{n}") for n in range(2_000))
    live = replace(desk(), records=many)
    _, tapes, _ = go(live)
    shelves = [e.value for tape in tapes for e in tape.effects if e.name == "products"]
    assert shelves
    assert all(shelf["total"] == 2_000 and len(shelf["records"]) <= 24 for shelf in shelves)


def test_a_question_that_points_at_no_product_is_asked_back_without_asking_a_model() -> None:
    asked = order("How much is it?").question
    prepared = Prepared(
        Brief(asked), Verdict(Intent.PRODUCT_KNOWLEDGE, "FAQ_ANSWER", "", 0.9), chain=("FAQ_ANSWER",)
    )
    tape = Tape()
    executed = execute(work_of(prepared, 0), (), Tools(desk(), Models().gateway(), tape, lambda _: None))
    assert executed.answer == Answer("Which product do you mean?\n- Mossgate\n- Quillrun", unclear=True)
    assert {effect.name for effect in tape.effects} == {"products"}


def test_the_answer_to_asking_back_completes_the_question() -> None:
    before = Exchange("Does our platform support SAML?", Intent.CLARIFY, "CLARIFY")
    live = Desk([PRICING], [before], records=RECORDS)
    prepared = prepare(order("Quillrun"), live, Models().gateway(), Tape())
    executed = execute(work_of(prepared, 0), (), Tools(desk(), Models().gateway(), Tape(), lambda _: None))
    assert prepared.verdict.contract == "FEATURE_VERIFICATION"
    assert "Yes, with a condition. Single sign-on (Quillrun)" in executed.answer.text


@dataclass
class Patient:
    """A model that keeps the seconds it was given, and has nothing to say."""

    name: str = "patient"
    seconds: list[float] = field(default_factory=list)

    def complete(
        self, messages: Sequence[Message], schema: type[BaseModel], deadline: float
    ) -> ProviderReply:
        assert messages
        assert schema.model_fields
        self.seconds.append(deadline)
        return ProviderReply("{}", "gpt-4.1-mini", Usage(1, 1))

    def stream(
        self, messages: Sequence[Message], deadline: float
    ) -> Generator[str | ProviderReply, None, None]:
        raise AssertionError(f"contracts don't stream, {len(messages)} messages or not, in {deadline} s")

    def check(self, deadline: float) -> None:
        raise AssertionError(f"no contract probes a model in {deadline} s")


@pytest.mark.parametrize(("spent", "least", "most"), [(0, 14, 15), (8000, 11, 12), (20_000, 0, 0)])
def test_the_models_of_a_chain_share_its_time(spent: float, least: float, most: float) -> None:
    recorded, _, _ = go(desk())
    earlier = [replace(recorded[0], stages=(StageTime("answer", spent),)), replace(recorded[1], stages=())]
    asked = order("Research Larkspur and make a sales deck about Quillrun for them").question
    brief = Brief(asked, (PRICING,), MeetingScope(companies=("Larkspur",)))
    prepared = Prepared(brief, Verdict(Intent.EXTERNAL_RESEARCH, DECK, "patterns", 0.9), chain=CHAIN)
    model = Patient()
    tools = Tools(desk(), Models(timer=time.monotonic).gateway(model), Tape(), lambda _: None)
    executed = execute(work_of(prepared, 2), earlier, tools)
    assert all(least <= seconds <= most for seconds in model.seconds)
    assert bool(model.seconds) is bool(most)
    assert executed.answer.degraded
