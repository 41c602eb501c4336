"""What the rules do to any question, however it is made."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from quarterdeck.services.llm.cache.meaning import meaning
from quarterdeck.services.llm.cache.semantic import same
from quarterdeck.services.llm.cache.spelling import plain

NAMES = st.sampled_from(
    "Northwold Ironquay Saltmarsh Brasswick Coldtrail Yardbook Bettina Hollis Petra Teo".split()
)
THINGS = st.sampled_from("gateway invoice sensor contract dashboard battery forecast warehouse lease".split())
VERBS = st.sampled_from("block inspect approve refuse replace inform audit follow".split())
NUMBERS = st.integers(2, 9999)
QUESTIONS = st.one_of(
    st.builds("Did {} {} the {} of {}?".format, NAMES, VERBS, THINGS, NAMES),
    st.builds("Which {}s does {} {} for {}?".format, THINGS, NAMES, VERBS, NAMES),
    st.builds("What does the {} cost for {} sites of {}?".format, THINGS, NUMBERS, NAMES),
    st.builds("When will the {} in {} reach {} users?".format, THINGS, NAMES, NUMBERS),
)
WORDS = st.sampled_from(
    "not never only also except without all no unless before after again most other".split()
)


def alike(one: str, other: str) -> bool:
    return same(meaning(one), meaning(other))


@given(QUESTIONS)
def test_a_question_means_what_it_means(question: str) -> None:
    assert alike(question, question)
    assert alike(question, f"Please tell me: {question}".replace(": ", " ")) or question.startswith("Did")
    assert alike(question, question.upper().replace("?", "")) or question.isupper()


@given(QUESTIONS, WORDS, st.data())
def test_a_word_that_matters_put_anywhere_makes_another_question(
    question: str, word: str, data: st.DataObject
) -> None:
    words = question.split()
    place = data.draw(st.integers(1, len(words) - 1))
    assert not alike(question, " ".join([*words[:place], word, *words[place:]]))


@given(NAMES, NAMES, VERBS, THINGS)
def test_who_acts_on_whom_matters(one: str, other: str, verb: str, thing: str) -> None:
    assume(one != other)
    for text in (
        "Did {0} {2} {1}?",
        "What did {0} {2} for {1}?",
        "Does the {3} of {0} {2} {1}?",
        "Why did {0} {2} {1}?",
    ):
        assert not alike(text.format(one, other, verb, thing), text.format(other, one, verb, thing))


@given(QUESTIONS, QUESTIONS)
def test_another_name_number_or_thing_makes_another_question(one: str, other: str) -> None:
    assert alike(one, other) == (one == other)


@given(st.text())
def test_any_text_is_taken(text: str) -> None:
    assert not alike(text, f"{text} not")
    assert meaning(text) == meaning(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Is it $1,200?", "Is it 1200 dollars?"),
        ("Is it $1.5k?", "is it 1500 usd"),
        ("the second quarter", "Q2"),
        ("May 5th", "the 5th of May"),
        ("twenty-five seats", "25 seats"),
        ("a 12-month term", "a twelve month term"),
        ("What’s new?", "what is new?"),
        ("We can't", "we cannot"),
    ],
)
def test_numbers_dates_and_contractions_have_one_spelling(one: str, other: str) -> None:
    assert plain(one).strip(" ?").replace("the ", "") == plain(other).strip(" ?").replace("the ", "")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("the third call", "3 calls"),
        ("4.1", "4.10"),
        ("$5", "€5"),
        ("5 May", "5 June"),
        ("ship to the US", "ship to us"),
    ],
)
def test_others_have_not(one: str, other: str) -> None:
    assert plain(one) != plain(other)


@pytest.mark.parametrize("text", ["", "?", "the", "Hello", "What is it about the?"])
def test_what_asks_nothing_is_like_nothing(text: str) -> None:
    assert not alike(text, text) or meaning(text).concepts


@pytest.mark.parametrize(
    ("question", "relative"),
    [
        ("What did we promise last week?", True),
        ("Who called yesterday?", True),
        ("What is due in the next 3 days?", True),
        ("What did we promise in June 2025?", False),
        ("What are the next steps?", False),
    ],
)
def test_knows_whether_the_day_of_asking_matters(question: str, relative: bool) -> None:  # noqa: FBT001
    assert meaning(question).relative is relative
