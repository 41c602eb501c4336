import pytest

from quarterdeck.services.search.topic import phrases, topic


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("What did Ada think about the price of renewal?", ["Ada", "price", "renewal"]),
        ("Why didn’t the team agree on the O'Neil contract?", ["O'Neil", "contract"]),
        ("Summarize the discussion about Boreal's security review.", ["Boreal", "security", "review"]),
        ("What did they say?", ["What", "did", "they", "say"]),
        ("", []),
        ("¿?", []),
    ],
)
def test_keeps_the_words_that_say_what_it_is_about(question: str, words: list[str]) -> None:
    assert topic(question) == words


@pytest.mark.parametrize(
    ("question", "pairs"),
    [
        ("What did Ada think about the price of renewal?", []),
        ("Why didn’t the team agree on the O'Neil contract?", ["O'Neil contract"]),
        ("Summarize the discussion about Boreal's security review.", ["Boreal security", "security review"]),
        ("What did they say?", []),
        ("", []),
    ],
)
def test_phrases_are_of_neighbours_among_those_words(question: str, pairs: list[str]) -> None:
    assert phrases(question) == pairs
