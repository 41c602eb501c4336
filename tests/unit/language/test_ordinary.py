"""Which words are ordinary English, and so nobody's name."""

import re
from itertools import product

import pytest

from quarterdeck.services.language.ordinary import is_ordinary

ENGLISH = """
    price prices price's customers' harbor beacon table software friday oct thurs may a i to
    don't can't won't isn't let's i'm we'll they're could've
    prioritised undecided renewing stopped cheaper quickly companies unaffordable applicability customization
    renegotiate nonrefundable mislabelled counted tidiest
    onboarding webhooks upsell rollouts stakeholders escalation optimizing
"""


@pytest.mark.parametrize("word", ENGLISH.split())
def test_words_of_english_and_of_the_trade_are_ordinary_however_they_end_and_begin(word: str) -> None:
    assert is_ordinary(word)


@pytest.mark.parametrize("word", "zorvane karsten o'brien example3 Price über brightwater northgate".split())
def test_what_english_has_no_word_for_is_not(word: str) -> None:
    assert not is_ordinary(word)


@pytest.mark.parametrize("word", "priya walter's hannah ericsson pfizer mozilla dublin oslo tesla".split())
def test_names_that_are_as_well_known_as_words_are_not(word: str) -> None:
    assert not is_ordinary(word)


@pytest.mark.parametrize("word", "b x zo rv ne".split())
def test_pieces_that_spell_a_name_are_not(word: str) -> None:
    assert not is_ordinary(word)


def test_a_word_of_any_length_is_told_apart_at_once() -> None:
    longest = re.findall("[a-z]+", "".join(map("".join, product(["ly", "s", "re", "ing"], repeat=6))))
    assert not any(map(is_ordinary, [*longest, "s" * 100_000, "relying" * 3]))
