"""What the contracts that draw on a meeting's artifacts do with the question."""

from quarterdeck.contexts.assistant.contracts import CONTRACTS
from quarterdeck.contexts.assistant.contracts.evidence import WHOLE_LIMIT
from quarterdeck.contexts.assistant.verification import verify
from tests.unit.assistant.library import MemoryLibrary, brief, library_of, meeting

MEETING = meeting(customers=["Ana Duarte", "Tom Beck"], vendors=["Lea Voss", "Jon Hale"])
TALK = """
Lea Voss: Ana, Tom, good to see you both.
Ana Duarte: Can the scanner read codes on black plastic?
Jon Hale: Yes, the infrared version reads them from two metres.
Tom Beck: And how long is the warranty on the scanner?
Lea Voss: I don't know that one. Let me check and come back to you by Thursday.
Ana Duarte: Can you send us the price list for the training?
Jon Hale: Sure. I'll send you the training price list tomorrow.
Tom Beck: I'll measure the doors in Leeds by Monday, May 4th.
Lea Voss: So we go with the infrared version for all twelve sites.
Ana Duarte: Agreed.
Jon Hale: I'll book the installer for the week of May 11th.
"""


def shown(name: str, text: str, library: MemoryLibrary | None = None) -> str:
    library, contract, asked = library or library_of(MEETING, TALK), CONTRACTS[name], brief(text, MEETING)
    found = contract.gather(asked, library)
    draft = contract.claims(contract.extract(asked, found), found)
    claims, dropped = verify(draft, found.evidence, (MEETING,))
    assert dropped == 0
    return contract.render(asked, found, claims) if claims else draft.missing


def test_next_steps_say_who_does_what_by_when() -> None:
    lines = shown("NEXT_STEPS", "What are the next steps?").splitlines()
    assert lines[0] == "Next steps from Pinfold - pricing (25 September 2026):"
    assert any(line.startswith("- Tom Beck: ") and "Monday, May 4th" in line for line in lines)
    assert any(line.startswith("- Jon Hale: ") and "tomorrow" in line for line in lines)


def test_next_steps_of_one_person_or_side_are_theirs() -> None:
    ours = shown("NEXT_STEPS", "What did we promise them?")
    assert "Tom Beck: " not in ours
    assert "Jon Hale: " in ours
    toms = shown("NEXT_STEPS", "What are Tom's action items?")
    assert "Tom Beck: " in toms
    assert "Jon Hale: " not in toms


def test_next_steps_about_a_topic_are_about_it() -> None:
    text = shown("NEXT_STEPS", "What are the next steps about the training?")
    assert "price list" in text
    assert "doors" not in text


def test_a_person_who_promised_nothing_has_no_next_steps() -> None:
    assert shown("NEXT_STEPS", "What did Ana promise?") == (
        "I found no next steps in Pinfold - pricing (25 September 2026)."
    )


def test_a_day_is_written_once() -> None:
    assert all(line.count("Monday, May 4th") < 2 for line in shown("NEXT_STEPS", "Next steps?").splitlines())


def test_questions_come_with_their_answers_or_are_open() -> None:
    text = shown("CUSTOMER_QUESTIONS", "What did they ask?")
    assert (
        'Ana Duarte: "Can the scanner read codes on black plastic?"\n  Jon Hale: "Yes, the infrared' in text
    )
    assert 'Tom Beck: "And how long is the warranty on the scanner?"\n  (still open)' in text


def test_open_questions_are_those_that_nobody_answered() -> None:
    text = shown("CUSTOMER_QUESTIONS", "Which questions did we leave unanswered?")
    assert "warranty" in text
    assert "black plastic" not in text
    assert shown("CUSTOMER_QUESTIONS", "Which of Ana's questions are still open?").startswith(
        "I found no open questions"
    )


def test_questions_of_one_person_are_theirs() -> None:
    assert "Ana Duarte" not in shown("CUSTOMER_QUESTIONS", "What did Tom ask us?")


def test_a_summary_has_points_decisions_and_next_steps() -> None:
    text = shown("MEETING_SUMMARY", "Summarise the call")
    assert text.startswith(
        "Pinfold - pricing (25 September 2026), with Ana Duarte, Tom Beck, Lea Voss, Jon Hale\nMain points:\n- "
    )
    assert 'Decided:\n- Lea Voss: "So we go with the infrared version for all twelve sites."' in text
    assert "Next steps:\n- " in text


def test_a_sentence_stands_in_a_summary_once() -> None:
    lines = shown("MEETING_SUMMARY", "Summarise the call").splitlines()
    assert len(lines) == len(set(lines))


def test_of_a_long_meeting_only_what_surrounds_the_artifacts_is_evidence() -> None:
    filler = "\n".join(
        f"Tom Beck: Well, {'the yard and the paint, ' * 40} and number {n}." for n in range(80)
    )
    library = library_of(MEETING, f"{filler}\n{TALK.strip()}\n{filler}")
    assert sum(len(turn.text) for turn in library.said[MEETING.id]) > WHOLE_LIMIT
    found = CONTRACTS["NEXT_STEPS"].gather(brief("Next steps?", MEETING), library)
    assert 5 < len(found.evidence) < 40
    assert "Tom Beck: " in shown("NEXT_STEPS", "Next steps?", library)
