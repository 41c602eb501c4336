"""Questions that want an answer are found with their answers; small talk and rhetoric are left out."""

import pytest

from quarterdeck.contexts.meetings.artifacts import extract
from quarterdeck.contexts.meetings.model import Participant
from tests.unit.meetings.scenes import drawn, meeting, turns


def asked(*said: str) -> list[tuple[str, str, list[str]]]:
    found = drawn(*said).customer_questions
    return [(q.asker, q.quote.text, [quote.text for quote in q.answer]) for q in found]


def test_an_answer_is_what_the_other_side_says_next() -> None:
    assert asked(
        "Dee Okoro: It looks fine. How long does the battery last?",
        "Cy van Dam: Good question.",
        "Bo Lind: Okay. Two years at ten degrees. One year in frost. What's your climate?",
    ) == [
        ("Dee Okoro", "How long does the battery last?", ["Two years at ten degrees.", "One year in frost."])
    ]


def test_a_question_back_is_no_answer() -> None:
    assert asked(
        "Dee Okoro: What does it cost?",
        "Bo Lind: For how many pumps?",
        "Dee Okoro: Twenty.",
        "Bo Lind: Forty euros each.",
    ) == [("Dee Okoro", "What does it cost?", ["Forty euros each."])]


@pytest.mark.parametrize(
    "reply",
    ["Let me check and come back to you.", "Partly. I'll find out.", "Hm.", "I'm not sure, honestly."],
)
def test_a_question_that_is_put_off_stays_open(reply: str) -> None:
    assert asked("Dee Okoro: Does it float?", f"Bo Lind: {reply}") == [("Dee Okoro", "Does it float?", [])]


def test_what_is_sure_before_the_unsure_answers() -> None:
    said = "Bo Lind: It floats in fresh water. In salt water I don't know. Try it."
    assert asked("Dee Okoro: Does it float?", said)[0][2] == ["It floats in fresh water."]


def test_a_demand_that_is_put_off_is_an_open_question() -> None:
    assert asked("Dee Okoro: I want the test report.", "Bo Lind: Let me check with the lab.") == [
        ("Dee Okoro", "I want the test report.", [])
    ]
    assert asked("Dee Okoro: I want the test report.", "Bo Lind: Here it is.") == []


@pytest.mark.parametrize(
    "text",
    [
        "You know?",
        "So, um, right?",
        "How are you all doing today?",
        "Can you hear me okay?",
        "Does that make sense?",
        "Can I ask a quick question?",
        "Shall we get started?",
        "Who knows?",
        "Any other questions from your side?",
        "The blue one?",
        "It floats.",
    ],
)
def test_small_talk_rhetoric_and_echoes_ask_nothing(text: str) -> None:
    assert asked(f"Dee Okoro: {text}", "Bo Lind: Of course it floats.") == []


def test_our_questions_and_those_to_a_colleague_are_no_customer_questions() -> None:
    asked = ("Ana Ruiz: How many pumps do you run?", "Dee Okoro: So, Cy, how many is it?")
    found = drawn(*asked, "Cy van Dam: We run forty pumps.")
    assert found.customer_questions == ()
    assert [(q.asker, q.answer[0].text) for q in found.qa_pairs] == [
        ("Ana Ruiz", "We run forty pumps."),
        ("Dee Okoro", "We run forty pumps."),
    ]


def test_without_known_customers_all_but_our_people_are() -> None:
    known = meeting((Participant("Ana Ruiz", "Tidewell"), Participant("Zed")))
    found = extract(known, turns("Ana: Where is it used?", "Zed: Where do you use it?", "Ana: In mills."))
    assert [q.asker for q in found.customer_questions] == ["Zed"]
