"""How well the rules do on the demo tenant's questions, given the right meeting; less than this is a regression."""

from quarterdeck.contexts.assistant.contracts import CONTRACTS
from quarterdeck.contexts.assistant.routing.route import route
from quarterdeck.contexts.assistant.verification import verify
from tests.unit.assistant.demo import AS_OF, Case, cases, library, tenant
from tests.unit.assistant.library import brief


def answered(case: Case) -> str:
    contract = CONTRACTS[case.right["contract"]]
    meetings = (library().known[case.right["meeting"]],)
    asked = brief(case.text, *meetings)
    found = contract.gather(asked, library())
    draft = contract.claims(contract.extract(asked, found), found)
    claims, dropped = verify(draft, found.evidence, meetings)
    assert dropped == 0, case.text
    return contract.render(asked, found, claims) if claims else draft.missing


def is_right(case: Case) -> bool:
    text = answered(case).casefold()
    return all(expected.casefold() in text for expected in case.right["expect"])


def test_nearly_all_questions_are_routed_right() -> None:
    known, asked = tenant(), [case for case in cases() if case.right["intent"] != "CLARIFY"]
    verdicts = [(case, route(case.text, case.before, known, AS_OF)) for case in asked]
    wrong = {
        case.text: verdict.contract
        for case, verdict in verdicts
        if verdict.intent != case.right["intent"]
        or verdict.contract != case.right.get("contract", verdict.contract)
    }
    assert len(wrong) <= 0.1 * len(asked), wrong


def test_facts_are_found() -> None:
    facts = [case for case in cases() if case.right.get("contract") == "EXTRACTIVE_FACT"]
    wrong = [case.text for case in facts if not is_right(case)]
    assert len(wrong) <= 0.15 * len(facts), wrong


def test_next_steps_and_questions_are_found() -> None:
    listed = [case for case in cases() if case.right.get("contract") in ("NEXT_STEPS", "CUSTOMER_QUESTIONS")]
    wrong = [case.text for case in listed if not is_right(case)]
    assert len(wrong) <= 0.15 * len(listed), wrong


def test_summaries_have_points_and_are_short() -> None:
    for case in cases():
        if case.right.get("contract") == "MEETING_SUMMARY":
            text = answered(case)
            assert "Main points:" in text
            assert len(text) < 3_000


def test_a_fact_of_one_account_is_seldom_found_in_a_meeting_with_another() -> None:
    facts = [case for case in cases() if case.right.get("contract") == "EXTRACTIVE_FACT" and not case.before]
    names = list(library().known)
    found = 0
    for number, case in enumerate(facts):
        company = library().known[case.right["meeting"]].company
        others = [name for name in names if library().known[name].company != company]
        elsewhere = Case(case.text, (), {**case.right, "meeting": others[number % len(others)]})
        found += "I found nothing" not in answered(elsewhere)
    assert found <= 0.15 * len(facts)
