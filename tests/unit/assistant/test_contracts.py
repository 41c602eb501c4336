"""Every contract, both ways on the same examples: a model's output, and the extractive one."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from quarterdeck.contexts.assistant.contracts import CONTRACTS
from quarterdeck.contexts.assistant.contracts.base import Gathered
from quarterdeck.contexts.assistant.model import Claim, Evidence, Intent
from quarterdeck.contexts.assistant.verification import verify
from tests.unit.assistant.library import library_of, meeting, question

EXAMPLES = Path(__file__).parent / "examples"
MEETING = meeting(customers=["Priya Nair", "Sol Brandt"], vendors=["Mira Oakes", "Jonah Reeve"])
LIBRARY = library_of(MEETING, (EXAMPLES / "talk.txt").read_text())
CASES = [
    pytest.param(name, case, id=f"{name}: {case['question']}")
    for name in CONTRACTS
    for case in yaml.safe_load((EXAMPLES / f"{name}.yaml").read_text())
]
every_case = pytest.mark.parametrize(("name", "case"), CASES)


def gathered(name: str, text: str) -> Gathered:
    return CONTRACTS[name].gather(question(text), (MEETING,), LIBRARY)


def located(part: Any, evidence: tuple[Evidence, ...]) -> Any:
    """Write ``{said: words}`` as the output has it, with the id of a piece of evidence that has the words."""
    if isinstance(part, list):
        return [located(item, evidence) for item in part]
    if isinstance(part, dict) and "said" in part:
        having = [piece.id for piece in evidence if part["said"] in piece.text]
        return {"evidence": having[0] if having else evidence[0].id, "quote": part["said"]}
    return {key: located(value, evidence) for key, value in part.items()} if isinstance(part, dict) else part


def shown(name: str, text: str, output: Any, found: Gathered) -> tuple[str, tuple[Claim, ...], int]:
    contract = CONTRACTS[name]
    draft = contract.claims(output, found)
    claims, dropped = verify(draft, found.evidence, (MEETING,))
    return contract.render(question(text), (MEETING,), claims) if claims else draft.missing, claims, dropped


@every_case
def test_extracted_answers_say_what_was_said_and_all_of_it_is_verified(
    name: str, case: dict[str, Any]
) -> None:
    found = gathered(name, case["question"])
    output = CONTRACTS[name].extract(question(case["question"]), (MEETING,), found)
    text, claims, dropped = shown(name, case["question"], output, found)
    assert dropped == 0
    assert bool(claims) == bool(case["extracted"])
    assert [words for words in case["extracted"] if words not in text] == []
    assert [words for words in case.get("not_extracted", []) if words in text] == []


@every_case
def test_of_a_model_s_output_only_what_the_evidence_says_is_shown(name: str, case: dict[str, Any]) -> None:
    found = gathered(name, case["question"])
    output = CONTRACTS[name].output.model_validate(located(case["model"], found.evidence))
    _, claims, _ = shown(name, case["question"], output, found)
    assert [claim.text for claim in claims] == case["answered"]


@every_case
def test_citations_are_verbatim_at_their_offsets(name: str, case: dict[str, Any]) -> None:
    found = gathered(name, case["question"])
    output = CONTRACTS[name].extract(question(case["question"]), (MEETING,), found)
    said = LIBRARY.transcript(MEETING.id).turns
    for claim in CONTRACTS[name].claims(output, found).claims:
        for cited in claim.citations:
            assert said[cited.turn].text[cited.start : cited.end] == cited.quote
            assert said[cited.turn].speaker == cited.speaker


@every_case
def test_the_same_question_is_answered_the_same_way_twice(name: str, case: dict[str, Any]) -> None:
    outputs = [
        CONTRACTS[name].extract(question(case["question"]), (MEETING,), gathered(name, case["question"]))
        for _ in range(2)
    ]
    assert outputs[0] == outputs[1]


@pytest.mark.parametrize("name", CONTRACTS)
def test_a_contract_is_complete(name: str) -> None:
    contract = CONTRACTS[name]
    assert contract.name == name
    assert contract.version
    assert contract.intent in Intent
    assert contract.output.model_json_schema()["additionalProperties"] is False
    assert contract.output.model_json_schema().get("required") == list(contract.output.model_fields)


@pytest.mark.parametrize("name", CONTRACTS)
def test_a_meeting_without_a_word_about_it_gets_an_honest_answer(name: str) -> None:
    silent = library_of(MEETING, "Mira Oakes: Hello everyone.")
    asked = question("What did they say about penetration tests?")
    found = CONTRACTS[name].gather(asked, (MEETING,), silent)
    text, claims, _ = shown(name, asked.text, CONTRACTS[name].extract(asked, (MEETING,), found), found)
    if not claims:
        assert "I found no" in text
        assert "Pinfold - pricing (25 September 2026)" in text
    assert claims == () or name == "MEETING_SUMMARY"
