"""Whatever is said, artifacts quote it verbatim and in order; the demo's meetings yield what their readers expect."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quarterdeck.contexts.meetings.artifacts import extract
from quarterdeck.contexts.meetings.artifacts.highlights import MOST
from quarterdeck.contexts.meetings.clean import clean
from quarterdeck.contexts.meetings.model import Artifacts, Meeting, Quote, Turn
from tests.unit.meetings import demo
from tests.unit.meetings.scenes import drawn, meeting

PROMISING = [
    "I'll send",
    "the quote",
    "by Friday",
    "Ana will",
    "from Bo",
    "you'll have",
    "From me:",
    "the plan",
    "today,",
]
ASKING = [
    "?",
    ".",
    "Can you",
    "Sure.",
    "and",
    "let me check",
    "What is",
    "it",
    "’",
    "um,",
    "12",
    "Give me till Monday.",
]
SAID = st.lists(st.sampled_from(PROMISING + ASKING), max_size=20).map(" ".join)
SPEAKERS = st.sampled_from(["Ana Ruiz", "Bo", "Dee Okoro", "X"])
TURNS = st.lists(st.tuples(SPEAKERS, st.one_of(SAID, st.text())), max_size=12)


def quotes(artifacts: Artifacts) -> list[Quote]:
    asked = (*artifacts.customer_questions, *artifacts.qa_pairs)
    answers = [quote for question in asked for quote in (question.quote, *question.answer)]
    return [*(item.quote for item in artifacts.action_items), *answers, *artifacts.highlights]


@given(TURNS)
def test_every_quote_is_verbatim_and_every_list_in_order(said: list[tuple[str, str]]) -> None:
    turns = clean(Turn(index, speaker, text) for index, (speaker, text) in enumerate(said))
    artifacts = extract(meeting(), turns)
    for quote in quotes(artifacts):
        assert quote.text
        assert quote.text == turns[quote.turn].text[quote.start : quote.end]
        assert quote.speaker == turns[quote.turn].speaker
    assert all(item.due is None or item.due in item.quote.text for item in artifacts.action_items)
    for found in (artifacts.action_items, artifacts.customer_questions, artifacts.qa_pairs):
        assert [entry.quote.turn for entry in found] == sorted(entry.quote.turn for entry in found)


@pytest.mark.parametrize("held", demo.meetings(), ids=lambda held: held.id)
def test_each_demo_meeting_yields_promises_questions_and_highlights(held: Meeting) -> None:
    turns = demo.turns(held)
    artifacts = extract(held, turns)
    assert {turn.speaker for turn in turns} <= {person.name for person in held.participants}
    assert 3 <= len(artifacts.action_items) <= 30
    assert any(item.due for item in artifacts.action_items)
    assert len(artifacts.qa_pairs) >= 5
    assert {question.asker for question in artifacts.customer_questions} <= held.customers()
    assert len(artifacts.highlights) == MOST
    assert len({highlight.turn for highlight in artifacts.highlights}) >= MOST // 2


def test_highlights_are_what_the_meeting_was_about_and_few() -> None:
    chat = [
        "Ana Ruiz: Yeah.",
        "Bo Lind: Okay, well, um, you know, it was like that, I mean, yeah, uh, fine.",
    ] * 9
    facts = [
        "Ana Ruiz: The pump alarm goes to the control room within 2 minutes.",
        "Dee Okoro: Our control room has no night shift, so an alarm at night needs a phone call.",
        "Bo Lind: Then the night alarm calls the phone of whoever is on duty.",
    ]
    highlights = drawn(*chat, *facts, *chat).highlights
    assert [highlight.text for highlight in highlights] == [fact.split(": ", 1)[1] for fact in facts]
