"""What a deck takes from talk: what the customer's people need, not jokes, courtesies or what others want."""

import pytest

from quarterdeck.contexts.assistant.contracts.stored import is_telling, is_wish


@pytest.mark.parametrize(
    "said",
    [
        "I need three written quotes for anything over fifty thousand.",
        "We can't have another surprise in an audit.",
        "Our budget for the pilot is ten thousand pounds.",
    ],
)
def test_a_need_is_taken(said: str) -> None:
    assert is_wish(said)


@pytest.mark.parametrize(
    "said",
    [
        "He'll want doughnuts.",
        "It'll rhyme if you want.",
        "I can't say more than that.",
        "You won't have to write it down.",
        "The pilot starts on Monday.",
    ],
)
def test_what_nobody_here_needs_is_left(said: str) -> None:
    assert not is_wish(said)


def test_a_sentence_without_words_of_its_own_tells_nothing() -> None:
    assert not is_telling("I'm not sure.")
    assert is_telling("The bearing failed in April.")
