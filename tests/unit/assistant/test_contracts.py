"""Every contract, both ways on the same examples: a model's output, and the extractive one."""

from typing import Any

import pytest
import yaml
from msgspec.structs import replace

from quarterdeck.contexts.assistant.brief import Brief
from quarterdeck.contexts.assistant.contracts import CONTRACTS
from quarterdeck.contexts.assistant.contracts.base import Gathered, Needs
from quarterdeck.contexts.assistant.model import Citation, Claim, Evidence, Exchange, Intent, MeetingScope
from quarterdeck.contexts.assistant.verification import verify
from quarterdeck.contexts.identity.model import Person
from quarterdeck.kernel.codec import load
from tests.unit.assistant.library import MemoryLibrary, brief, library_of, pages, question, records_of
from tests.unit.assistant.talks import EXAMPLES, MEETING, library

LIBRARY = replace(library(), records=records_of(EXAMPLES / "records.yaml"))
CASES = [
    pytest.param(name, case, id=f"{name}: {case['question']}")
    for name in CONTRACTS
    for case in yaml.safe_load((EXAMPLES / f"{name}.yaml").read_text())
]
every_case = pytest.mark.parametrize(("name", "case"), CASES)


def brief_of(name: str, case: dict[str, Any]) -> Brief:
    """Return what the case asks of the contract, about the meetings that its kind needs."""
    one = {Needs.ONE_MEETING: (MEETING,), Needs.A_MEETING_IF_NAMED: (MEETING,)}
    return Brief(
        question(case["question"]),
        one.get(CONTRACTS[name].needs, ()) if case.get("about_a_meeting", True) else (),
        load(MeetingScope, case.get("scope", {})),
        load(Person, case.get("asker", {})),
        load(tuple[Claim, ...], case.get("earlier", [])),
        load(tuple[Exchange, ...], case.get("conversation", [])),
    )


def library_for(case: dict[str, Any]) -> MemoryLibrary:
    """Return the library, with what the web says in the case."""
    return replace(LIBRARY, web=pages(case["web"])) if "web" in case else LIBRARY


def located(part: Any, evidence: tuple[Evidence, ...]) -> Any:
    """Write ``{said: words}`` as the output has it, with the id of a piece of evidence that has the words."""
    if isinstance(part, list):
        return [located(item, evidence) for item in part]
    if isinstance(part, dict) and "said" in part:
        having = [piece.id for piece in evidence if part["said"] in piece.text]
        return {"evidence": [*having, "e1"][0], "quote": part["said"]}
    return {key: located(value, evidence) for key, value in part.items()} if isinstance(part, dict) else part


def shown(name: str, brief: Brief, output: Any, found: Gathered) -> tuple[str, tuple[Claim, ...], int]:
    contract = CONTRACTS[name]
    draft = contract.claims(output, found)
    claims, dropped = verify(draft, found.evidence, (*brief.meetings, *found.meetings), found.names)
    text = contract.render(brief, found, claims) if claims else draft.uncited or draft.missing
    return text, claims, dropped


@every_case
def test_extracted_answers_say_what_was_said_and_all_of_it_is_verified(
    name: str, case: dict[str, Any]
) -> None:
    brief = brief_of(name, case)
    found = CONTRACTS[name].gather(brief, library_for(case))
    text, claims, dropped = shown(name, brief, CONTRACTS[name].extract(brief, found), found)
    assert dropped == 0
    assert bool(claims) == bool(case.get("cited", case["extracted"]))
    assert [words for words in case["extracted"] if words not in text] == []
    assert [words for words in case.get("not_extracted", []) if words in text] == []


@every_case
def test_of_a_model_s_output_only_what_the_evidence_says_is_shown(name: str, case: dict[str, Any]) -> None:
    brief = brief_of(name, case)
    found = CONTRACTS[name].gather(brief, library_for(case))
    output = CONTRACTS[name].output.model_validate(located(case["model"], found.evidence))
    _, claims, _ = shown(name, brief, output, found)
    assert [claim.text for claim in claims] == case["answered"]


def has(piece: Evidence, cited: Citation) -> bool:
    """Tell whether the citation is of this piece's place."""
    place = (piece.document, piece.turn) == (cited.document, cited.turn)
    return place and piece.start <= cited.start and cited.end <= piece.start + len(piece.text)


@every_case
def test_citations_are_verbatim_at_their_offsets(name: str, case: dict[str, Any]) -> None:
    brief = brief_of(name, case)
    found = CONTRACTS[name].gather(brief, library_for(case))
    for claim in CONTRACTS[name].claims(CONTRACTS[name].extract(brief, found), found).claims:
        for cited in claim.citations:
            pieces = [each for each in found.evidence if has(each, cited)]
            assert pieces
            for piece in pieces:
                assert piece.text[cited.start - piece.start : cited.end - piece.start] == cited.quote
                assert (piece.speaker, piece.source) == (cited.speaker, cited.source)


@every_case
def test_the_same_question_is_answered_the_same_way_twice(name: str, case: dict[str, Any]) -> None:
    brief, contract = brief_of(name, case), CONTRACTS[name]
    first, second = (contract.extract(brief, contract.gather(brief, library_for(case))) for _ in range(2))
    assert first == second


@pytest.mark.parametrize("name", CONTRACTS)
def test_a_contract_is_complete(name: str) -> None:
    contract = CONTRACTS[name]
    assert contract.name == name
    assert contract.version
    assert contract.intent in Intent
    assert set(contract.before) <= set(CONTRACTS)
    assert contract.output.model_json_schema()["additionalProperties"] is False
    assert contract.output.model_json_schema().get("required") == list(contract.output.model_fields)


@pytest.mark.parametrize("name", [name for name in CONTRACTS if CONTRACTS[name].needs is Needs.ONE_MEETING])
def test_a_meeting_without_a_word_about_it_gets_an_honest_answer(name: str) -> None:
    silent = library_of(MEETING, "Mira Oakes: Hello everyone.")
    asked = brief("What did they say about penetration tests?", MEETING)
    found = CONTRACTS[name].gather(asked, silent)
    text, claims, _ = shown(name, asked, CONTRACTS[name].extract(asked, found), found)
    if not claims:
        assert "I found no" in text
        assert "Pinfold - pricing (25 September 2026)" in text
    assert claims == () or name == "MEETING_SUMMARY"
