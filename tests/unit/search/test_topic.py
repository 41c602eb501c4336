import pytest

from quarterdeck.services.search.topic import topic


@pytest.mark.parametrize(
    ("question", "about"),
    [
        ("What did Ada think about the renewal price?", "Ada renewal price"),
        ("Summarize the discussion about Boreal's security review.", "Boreal security review"),
        ("Why didn’t the team agree on the O'Neil contract?", "O'Neil contract"),
        ("What did they say?", "What did they say?"),
        ("", ""),
        ("¿?", "¿?"),
    ],
)
def test_keeps_the_words_that_say_what_it_is_about(question: str, about: str) -> None:
    assert topic(question) == about
