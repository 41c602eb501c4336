"""Cleaning takes out markup and odd white space, keeps every word, and is done once for good."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quarterdeck.contexts.meetings.clean import clean
from quarterdeck.contexts.meetings.model import Turn

MARKUP = st.lists(
    st.sampled_from(
        [
            "<",
            ">",
            "{",
            "}",
            "[",
            "]",
            "(",
            ")",
            "i",
            "b",
            "/",
            " ",
            "pause",
            "v x",
            "laughs",
            "1",
            "e",
            "́",
            "\t",
        ]
    )
).map("".join)


def cleaned(text: str) -> str:
    turns = clean([Turn(0, "Ana", text)])
    return turns[0].text if turns else ""


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("it {disfmarker} it 's {vocalsound} fine .", "it it 's fine ."),
        ("we [inaudible 00:12] agree (laughs) [Laughter]", "we agree"),
        ("<i>really</i>? un<b>believ</b>able <c.yellow>yes</c>", "really? unbelievable yes"),
        ("two\n lines\tand  gaps", "two lines and gaps"),
        ("cafe\u0301 \ufeffna\u200bme\x07", "caf\u00e9 name"),
        ("under <5 and over >3 [see the list] {2}", "under <5 and over >3 [see the list] {2}"),
    ],
)
def test_markup_goes_and_words_stay(said: str, kept: str) -> None:
    assert cleaned(said) == kept


def test_turns_that_say_nothing_go_and_the_rest_are_numbered_anew() -> None:
    turns = clean(
        [Turn(3, "Ana", "{vocalsound} ."), Turn(5, " Ana  Ruiz ", "Hi", 10, 20), Turn(6, "Bo", " ")]
    )
    assert turns == (Turn(0, "Ana Ruiz", "Hi", 10, 20),)


@given(st.lists(st.one_of(st.text(), MARKUP), max_size=3))
def test_cleaning_twice_changes_nothing(texts: list[str]) -> None:
    once = clean(Turn(index, "Ana", text) for index, text in enumerate(texts))
    assert clean(once) == once


@given(st.lists(st.from_regex(r"[A-Za-zé0-9',.?]{1,8}", fullmatch=True)))
def test_text_without_markup_keeps_its_words(words: list[str]) -> None:
    text = "  ".join([*words, "end"])
    assert cleaned(text).split() == text.split()


def test_deep_nesting_ends_soon_and_without_brackets() -> None:
    assert cleaned("<" * 9000 + "i>" * 9000 + "word").endswith("word")
